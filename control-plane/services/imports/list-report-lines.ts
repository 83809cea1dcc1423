import { and, asc, eq, gt } from "drizzle-orm";
import type { Page } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { ReportLine } from "#domain/import/index.ts";
import { importReportLines } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { ImportRef } from "./context.ts";
import { findImport } from "./find-import.ts";
import type { ListReportLinesInput } from "./schemas.ts";

/** A page of an import's report, in the order of the file, of one outcome or of all. */
export async function listReportLines(
  database: Database,
  ref: ImportRef,
  { limit, cursor, outcome }: ListReportLinesInput,
): Promise<Result<Page<ReportLine>, "import-not-found">> {
  const found = await findImport(database, ref);
  if (!found.ok) return found;
  const rows = await database
    .select()
    .from(importReportLines)
    .where(
      and(
        eq(importReportLines.importId, ref.importId),
        outcome === undefined ? undefined : eq(importReportLines.outcome, outcome),
        cursor === undefined ? undefined : gt(importReportLines.position, cursor),
      ),
    )
    .orderBy(asc(importReportLines.position))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const items = page.map(({ outcome, kind, id, place, detail }) => ({ outcome, kind, id, place, detail }));
  return ok({ items, cursor: rows.length > limit ? String(page.at(-1)!.position) : null });
}
