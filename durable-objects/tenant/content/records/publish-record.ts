import { and, eq, sql } from "drizzle-orm";
import type { OfRecord } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { fail, ok, type Failed, type Result } from "#domain/errors/index.ts";
import { records, recordVersions } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";
import { deliverNow } from "../publications/deliver-publications.ts";
import { findPublication } from "../publications/find-publication.ts";
import { publicationOf } from "../publications/publication-row.ts";
import { inTurn, type ContentContext } from "../verb.ts";
import { isRecord, recordOf, type RecordRow } from "./record-row.ts";

export interface WrittenRow {
  readonly row: RecordRow;
  /** As it was; null for one that was not there. */
  readonly before: RecordRow | null;
  readonly publicationId: string;
}

/**
 * Tells the website of what was just written. Where it refuses, all is put back as it was, unless somebody has written it again.
 * @returns the row as it is then: served, or waiting for a website that is away
 */
export async function publishRecord(
  context: ContentContext,
  of: OfRecord,
  { row, before, publicationId }: WrittenRow,
): Promise<Result<RecordRow, "invalid-record" | "tenant-unavailable">> {
  await deliverNow(context, of.websiteId);
  const { websiteId } = of;
  const found = await context.database.repeatable((tables) => findPublication(tables, { websiteId, publicationId }));
  if (!found.ok) return found;
  if (found.value === null) return ok(row);
  const { state, failure } = publicationOf(found.value);
  if (state === "placed") {
    const servedDigest = row.trashedAt === null ? digestOf(recordOf(row)) : null;
    const noted = await context.database.once((tables) => noteServed(tables, of, row, servedDigest));
    return noted.ok ? ok({ ...row, servedDigest }) : noted;
  }
  if (state !== "failed") return ok(row);
  const undone = await inTurn<null, never>(context, websiteId, async (tables) => {
    await putBack(tables, of, row, before);
    return ok(null);
  });
  return undone.ok ? refusal(failure?.detail) : undone;
}

function refusal(detail = "Its website refused it."): Failed<"invalid-record"> {
  return fail("invalid-record", detail);
}

async function noteServed(tables: Tables, of: OfRecord, { version }: RecordRow, servedDigest: string | null) {
  await tables
    .update(records)
    .set({ servedDigest })
    .where(and(isRecord(of), eq(records.version, version)));
}

/** The version that was refused goes, as if it had never been written. */
async function putBack(tables: Tables, of: OfRecord, { version }: RecordRow, before: RecordRow | null): Promise<void> {
  const isStill = and(isRecord(of), eq(records.version, version));
  if (before === null) {
    await tables.delete(records).where(isStill);
    return;
  }
  const { value, trashedAt, updatedBy, updatedAt } = before;
  const [restored] = await tables
    .update(records)
    .set({ value, version: before.version, trashedAt, updatedBy, updatedAt })
    .where(isStill)
    .returning({ id: records.recordId });
  if (restored === undefined) return;
  await tables
    .delete(recordVersions)
    .where(
      and(
        eq(recordVersions.websiteId, of.websiteId),
        eq(recordVersions.kind, of.kind),
        eq(recordVersions.recordId, of.id),
        sql`${recordVersions.version} > ${before.version}`,
      ),
    );
}
