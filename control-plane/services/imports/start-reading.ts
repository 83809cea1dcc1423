import { and, eq } from "drizzle-orm";
import { imports, type ImportRow } from "#migrations/schema/index.ts";
import { changeImport } from "./change-import.ts";
import type { ImportServices } from "./context.ts";

/** The import, as one that is being read; null when there is nothing left to read. */
export async function startReading(
  { database, now }: Pick<ImportServices, "database" | "now">,
  importId: string,
): Promise<ImportRow | null> {
  const at = new Date(now());
  const started = await changeImport(database, importId, "reading", { startedAt: at, updatedAt: at });
  if (started !== null) return started;
  const [row] = await database
    .select()
    .from(imports)
    .where(and(eq(imports.importId, importId), eq(imports.status, "reading")));
  return row ?? null;
}
