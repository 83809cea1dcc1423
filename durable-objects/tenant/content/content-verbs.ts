import type { ContentVerbName } from "#domain/contracts/index.ts";
import { createDocument } from "./documents/create-document.ts";
import { getDocument } from "./documents/get-document.ts";
import { listDocuments } from "./documents/list-documents.ts";
import { bringWorkingCopy } from "./documents/bring-working-copy.ts";
import { takeBackCopy } from "./documents/take-back-copy.ts";
import { listWorkingCopies } from "./documents/list-working-copies.ts";
import { saveDocument } from "./documents/save-document.ts";
import { listVersions } from "./documents/list-versions.ts";
import { getVersion } from "./documents/get-version.ts";
import { compareVersions } from "./documents/compare-versions.ts";
import { restoreVersion } from "./documents/restore-version.ts";
import { eraseDocument } from "./documents/erase-document.ts";
import { bulkDocuments } from "./documents/bulk-documents.ts";
import { trashDocument, untrashDocument } from "./documents/trash-document.ts";
import { deleteRecord } from "./records/delete-record.ts";
import { getRecord } from "./records/get-record.ts";
import { listRecordVersions } from "./records/list-record-versions.ts";
import { listRecords } from "./records/list-records.ts";
import { saveRecord } from "./records/save-record.ts";
import { cancelPublication } from "./publications/cancel-publication.ts";
import { changeDocumentState } from "./publications/change-document-state.ts";
import { getPublication } from "./publications/get-publication.ts";
import { listPublications } from "./publications/list-publications.ts";
import { publish } from "./publications/publish.ts";
import { reschedulePublication } from "./publications/reschedule-publication.ts";
import { contentState } from "./sync/content-state.ts";
import { reconcileContent } from "./sync/reconcile-content.ts";
import {
  getMedia,
  listMedia,
  listMediaFolders,
  listMediaVersions,
  mediaUses,
  putMedia,
  restoreMedia,
  saveMedia,
  trashMedia,
} from "./media/index.ts";
import type { Verb } from "./verb.ts";

/** Every verb by its name: `domain/contracts/content-verbs.ts` says what each takes and answers. */
export const contentVerbs: { readonly [Name in ContentVerbName]: Verb<Name> } = {
  createDocument,
  getDocument,
  listDocuments,
  listWorkingCopies,
  bringWorkingCopy,
  takeBackCopy,
  saveDocument,
  listVersions,
  getVersion,
  compareVersions,
  restoreVersion,
  eraseDocument,
  bulkDocuments,
  trashDocument,
  untrashDocument,
  deleteRecord,
  getRecord,
  listRecordVersions,
  listRecords,
  saveRecord,
  changeDocumentState,
  publish,
  cancelPublication,
  reschedulePublication,
  getPublication,
  listPublications,
  contentState,
  reconcileContent,
  listMedia,
  listMediaFolders,
  getMedia,
  listMediaVersions,
  mediaUses,
  putMedia,
  restoreMedia,
  saveMedia,
  trashMedia,
};
