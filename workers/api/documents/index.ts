import { bulkDocuments } from "./bulk-documents.ts";
import { compareVersions } from "./compare-versions.ts";
import { createDocument } from "./create-document.ts";
import { eraseDocument } from "./erase-document.ts";
import { getDocument } from "./get-document.ts";
import { getVersion } from "./get-version.ts";
import { listDocuments } from "./list-documents.ts";
import { listVersions } from "./list-versions.ts";
import { routesOfType } from "./of-type.ts";
import { restoreVersion } from "./restore-version.ts";
import { saveDocument } from "./save-document.ts";
import { trashDocument, untrashDocument } from "./trash-document.ts";

export const documentRoutes = [
  listDocuments,
  createDocument,
  bulkDocuments,
  getDocument,
  saveDocument,
  eraseDocument,
  trashDocument,
  untrashDocument,
  listVersions,
  getVersion,
  compareVersions,
  restoreVersion,
  ...routesOfType("pages", "page"),
  ...routesOfType("posts", "post"),
];
