import { getReleasedDocument } from "./get-released-document.ts";
import { getReleasedRecord } from "./get-released-record.ts";
import { listReleasedDocuments } from "./list-released-documents.ts";
import { listReleasedRecords } from "./list-released-records.ts";

/** Content as visitors get it: what is edited may be further. */
export const releasedRoutes = [listReleasedDocuments, getReleasedDocument, listReleasedRecords, getReleasedRecord];
