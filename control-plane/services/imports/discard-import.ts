import { eq } from "drizzle-orm";
import { imports } from "#migrations/schema/index.ts";
import type { ImportServices } from "./context.ts";
import { valueOf } from "./convert-effects.ts";
import { forgetDrafts } from "./drafts/keep-drafts.ts";

const discarded = new Set(["checked", "unchanged", "failed", "dropped"]);

/** Removes what an import that is over left: its branch, and its file with the notes. */
export async function discardImport({ database, edge, spool }: ImportServices, importId: string): Promise<void> {
  const [row] = await database.select().from(imports).where(eq(imports.importId, importId));
  if (row !== undefined && !discarded.has(row.status)) return;
  await spool.remove(importId);
  // Where the content is there already they are still to be made.
  if (row?.status !== "unchanged") await forgetDrafts(database, importId);
  if (row !== undefined) valueOf(await edge.ensureBranchDropped(row, importId));
}
