import { and, eq } from "drizzle-orm";
import type { EditedRecord, OfRecord, WrittenRecord } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { fail } from "#domain/errors/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { records } from "#migrations/schema/tenant/index.ts";

export type RecordRow = typeof records.$inferSelect;

/** This code alone writes them, and checks them before. */
export function recordOf({ kind, value }: Pick<RecordRow, "kind" | "value">): WrittenRecord {
  return { kind, value } as WrittenRecord;
}

/** The row as it is told of. */
export function editedRecordOf(row: RecordRow): EditedRecord {
  const record = recordOf(row);
  return {
    id: row.recordId,
    version: row.version,
    record,
    refusal: row.refusal as EditedRecord["refusal"],
    isServed: row.servedDigest !== null && row.servedDigest === digestOf(record),
    updatedBy: row.updatedBy as ContentActor,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function isRecord({ websiteId, kind, id }: OfRecord) {
  return and(eq(records.websiteId, websiteId), eq(records.kind, kind), eq(records.recordId, id));
}

export const noRecord = fail("record-not-found", "The website has no such record.");
