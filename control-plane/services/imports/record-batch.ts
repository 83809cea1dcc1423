import { and, eq, sql } from "drizzle-orm";
import { reportLinesMax, type ImportCounts } from "#domain/import/index.ts";
import { imports } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../database/index.ts";
import type { ReportLine } from "./wxr/index.ts";
import { ImportStopped } from "./import-fault.ts";
import { storableText } from "./storable-text.ts";

/** How far an import has come with a batch. All but the lines are sums over everything up to it. */
export interface Progress {
  readonly batch: number;
  readonly itemsRead: number;
  readonly itemsTotal: number;
  readonly counts: ImportCounts;
  readonly reportLines: number;
  /** Those of this batch. */
  readonly lines: readonly ReportLine[];
}

/**
 * Notes that a batch is applied, with what it reports. A batch that was noted before changes nothing.
 * Throws an `ImportStopped` when the import is not being read any more.
 */
export function recordBatch(database: Database, importId: string, progress: Progress, now: number): Promise<void> {
  return withTransaction(database, async (transaction) => {
    const { batch, itemsRead, itemsTotal, counts, reportLines } = progress;
    const [row] = await transaction
      .update(imports)
      .set({
        // Two services may be at it for a moment after a lost connection: what is noted never goes back.
        batchesApplied: sql`greatest(${imports.batchesApplied}, ${batch})`,
        itemsRead: sql`greatest(${imports.itemsRead}, ${itemsRead})`,
        reportLines: sql`greatest(${imports.reportLines}, ${reportLines})`,
        counts: sql`case when ${imports.reportLines} > ${reportLines} then ${imports.counts} else ${JSON.stringify(counts)}::jsonb end`,
        itemsTotal,
        interruptions: 0,
        updatedAt: new Date(now),
      })
      .where(and(eq(imports.importId, importId), eq(imports.status, "reading")))
      .returning({ importId: imports.importId });
    if (row === undefined) throw new ImportStopped("the import is not being read any more");
    await insertReportLines(transaction, importId, progress);
  });
}

/** The last line that is kept says that there were more. */
const lastLine: ReportLine = {
  outcome: "left-out",
  kind: "item",
  id: null,
  place: "report",
  detail: `The report ends here: no more than ${reportLinesMax} lines are kept. The counts go on.`,
};
const linesAtOnce = 5_000;

export async function insertReportLines(
  transaction: Transaction,
  importId: string,
  { lines, reportLines }: Pick<Progress, "lines" | "reportLines">,
): Promise<void> {
  const first = reportLines - lines.length;
  const kept = lines.slice(0, Math.max(0, reportLinesMax - first)).map((line, index) => {
    const position = first + index;
    return { position, ...(position === reportLinesMax - 1 ? lastLine : storable(line)) };
  });
  for (let start = 0; start < kept.length; start += linesAtOnce) {
    const json = JSON.stringify(kept.slice(start, start + linesAtOnce));
    await transaction.execute(sql`
      insert into platform.import_report_lines (import_id, position, outcome, kind, id, place, detail)
      select ${importId}::uuid, position, outcome, kind, id, place, detail
      from json_to_recordset(${json}::json)
        as line (position integer, outcome text, kind text, id text, place text, detail text)
      on conflict do nothing`);
  }
}

function storable(line: ReportLine): ReportLine {
  return {
    ...line,
    id: line.id === null ? null : storableText(line.id, 1_024),
    place: storableText(line.place, 500),
    detail: storableText(line.detail, 2_000),
  };
}
