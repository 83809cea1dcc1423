import { getRecord } from "./get-record.ts";
import { listRecords } from "./list-records.ts";

export const recordRoutes = [listRecords, getRecord];
