import type { RecordKind, RecordRef } from "#domain/content/index.ts";
import type { ChangedRecord } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { isRecordKey } from "./content-keys.ts";
import { difference } from "./difference.ts";
import type { RecordStore } from "./edit-records.ts";
import type { NodeStore } from "./node.ts";

export interface ChangedRecordsInput {
  readonly from: Digest;
  readonly to: Digest;
  /** The cursor of the page before. */
  readonly after: string | null;
  readonly limit: number;
  /** A page that has grown to this many characters of JSON ends. */
  readonly lengthMax: number;
}

/**
 * A page of the records in which two contents differ. The difference is walked from its beginning for each page; what both contents
 * share is never read.
 */
export function changedRecords(
  store: NodeStore & RecordStore,
  { from, to, after, limit, lengthMax }: ChangedRecordsInput,
): { readonly records: readonly ChangedRecord[]; readonly cursor: string | null } {
  const records: ChangedRecord[] = [];
  let length = 0;
  let last: string | null = null;
  for (const { key, to: digest } of difference(store, from, to)) {
    if (!isRecordKey(key) || (after !== null && key <= after)) continue;
    if (records.length >= limit || length >= lengthMax) return { records, cursor: last };
    const record = digest === null ? null : store.readRecord(digest);
    records.push({ ref: refOfKey(key), digest, record });
    length += JSON.stringify(record).length;
    last = key;
  }
  return { records, cursor: null };
}

function refOfKey(key: string): RecordRef {
  const slash = key.indexOf("/");
  return { kind: key.slice(0, slash) as RecordKind, id: key.slice(slash + 1) };
}
