import { and, eq, sql } from "drizzle-orm";
import { imports, type ImportRow } from "#migrations/schema/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportServices } from "./context.ts";
import { ImportFault } from "./import-fault.ts";

/** So often may reading end in the middle without having got anywhere since. */
export const interruptionsMax = 20;

/**
 * The import, as one that is being read; null when there is nothing left to read. One that is begun again counts as interrupted, until a
 * batch is recorded: whoever was killed could not say so.
 *
 * Throws an `ImportFault` when it was interrupted too often.
 */
export async function startReading(
  { database, now }: Pick<ImportServices, "database" | "now">,
  importId: string,
): Promise<ImportRow | null> {
  const at = new Date(now());
  const started = await changeImport(database, importId, "reading", { startedAt: at, updatedAt: at });
  if (started !== null) return started;
  const [row] = await database
    .update(imports)
    .set({ interruptions: sql`${imports.interruptions} + 1` })
    .where(and(eq(imports.importId, importId), eq(imports.status, "reading")))
    .returning();
  if (row === undefined) return null;
  if (row.interruptions <= interruptionsMax) return row;
  const place = `after item ${row.itemsRead}`;
  throw new ImportFault(`Reading was cut off ${interruptionsMax} times without getting any further.`, place);
}

/** Takes back what `startReading` counted: its reader was not killed, it came to an end of its own. */
export async function endReading({ database }: Pick<ImportServices, "database">, importId: string): Promise<void> {
  await database
    .update(imports)
    .set({ interruptions: sql`greatest(${imports.interruptions} - 1, 0)` })
    .where(and(eq(imports.importId, importId), eq(imports.status, "reading")));
}
