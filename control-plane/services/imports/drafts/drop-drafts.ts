import { and, eq, isNotNull } from "drizzle-orm";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Import } from "#domain/import/index.ts";
import { importDrafts, imports } from "#migrations/schema/index.ts";
import { withTransaction } from "../../../database/index.ts";
import type { ImportRef, ImportServices } from "../context.ts";
import { findImport } from "../find-import.ts";
import { importView } from "../import-view.ts";

/** Gives up what an import brought beside its content and the website refused: it is kept no longer, and stays in the report as left out. */
export async function dropDrafts(
  { database, now }: ImportServices,
  ref: ImportRef,
): Promise<Result<Import, "import-not-found">> {
  return withTransaction(database, async (transaction) => {
    const found = await findImport(transaction, ref);
    if (!found.ok) return found;
    const { importId } = found.value;
    // Held first, as by whoever notes what became of one.
    await transaction
      .select({ importId: imports.importId })
      .from(imports)
      .where(eq(imports.importId, importId))
      .for("update");
    await transaction
      .delete(importDrafts)
      .where(and(eq(importDrafts.importId, importId), isNotNull(importDrafts.refusal)));
    const [row] = await transaction
      .update(imports)
      .set({ draftsRefused: 0 })
      .where(eq(imports.importId, importId))
      .returning();
    return ok(importView(row!, now()));
  });
}
