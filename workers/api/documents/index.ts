import { createDocument } from "./create-document.ts";
import { getDocument } from "./get-document.ts";
import { listDocuments } from "./list-documents.ts";
import { saveDocument } from "./save-document.ts";

export const documentRoutes = [listDocuments, createDocument, getDocument, saveDocument];
