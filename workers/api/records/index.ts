import { deleteRecord } from "./delete-record.ts";
import { getRecord } from "./get-record.ts";
import { listRecordVersions } from "./list-record-versions.ts";
import { listRecords } from "./list-records.ts";
import { saveRecord } from "./save-record.ts";

/** What is published as soon as it is written: terms, authors, menus, redirects and types. */
export const recordRoutes = [listRecords, getRecord, saveRecord, deleteRecord, listRecordVersions];
