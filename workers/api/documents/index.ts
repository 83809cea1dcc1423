import { getDocument } from "./get-document.ts";
import { listDocuments } from "./list-documents.ts";

export const documentRoutes = [listDocuments, getDocument];
