import type { OfRecord } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { fail, ok, type Failed, type Result } from "#domain/errors/index.ts";
import { deliverNow } from "../publications/deliver-publications.ts";
import { findPublication } from "../publications/find-publication.ts";
import { publicationOf } from "../publications/publication-row.ts";
import type { ContentContext } from "../verb.ts";
import { recordOf, type RecordRow } from "./record-row.ts";

export interface WrittenRow {
  readonly row: RecordRow;
  readonly publicationId: string;
}

/**
 * Tells the website of what was just written. Where it refuses, at once or later, what it serves is put back beside the reason
 * (`settle-records.ts`). @returns the row as it was written: served, or waiting for a website that is away
 */
export async function publishRecord(
  context: ContentContext,
  { websiteId }: OfRecord,
  { row, publicationId }: WrittenRow,
): Promise<Result<RecordRow, "invalid-record" | "tenant-unavailable">> {
  await deliverNow(context, websiteId);
  const found = await context.database.repeatable((tables) => findPublication(tables, { websiteId, publicationId }));
  if (!found.ok) return found;
  if (found.value === null) return ok(row);
  const { state, failure } = publicationOf(found.value);
  if (state === "failed") return refusal(failure?.detail);
  if (state !== "placed") return ok(row);
  return ok({ ...row, servedDigest: row.trashedAt === null ? digestOf(recordOf(row)) : null });
}

function refusal(detail = "Its website refused it."): Failed<"invalid-record"> {
  return fail("invalid-record", detail);
}
