import type { OfRecord } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { deliverRecord } from "../publications/deliver-record.ts";
import type { ContentContext } from "../verb.ts";
import { recordOf, type RecordRow } from "./record-row.ts";

export interface WrittenRow {
  readonly row: RecordRow;
  readonly publicationId: string;
}

/** Has the website serve what was just written. @returns the row as it was written: served, or waiting for a website that is away */
export async function publishRecord(
  context: ContentContext,
  { websiteId }: OfRecord,
  { row, publicationId }: WrittenRow,
): Promise<Result<RecordRow, "invalid-record" | "tenant-unavailable">> {
  const told = await deliverRecord(context, { websiteId, publicationId });
  if (!told.ok) return told;
  if (!told.value.isServed) return ok(row);
  return ok({ ...row, servedDigest: row.trashedAt === null ? digestOf(recordOf(row)) : null });
}
