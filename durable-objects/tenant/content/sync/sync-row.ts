import { eq, sql } from "drizzle-orm";
import { contentSync } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

export type SyncRow = Omit<typeof contentSync.$inferSelect, "updatedAt" | "websiteId">;

/** How far the tables have come with a website; null where it has told of nothing yet. */
export async function readSync(tables: Tables, websiteId: string): Promise<SyncRow | null> {
  const [row] = await tables.select().from(contentSync).where(eq(contentSync.websiteId, websiteId)).limit(1);
  return row ?? null;
}

/**
 * Notes how far the tables have come.
 *
 * @param from the root that was read before. Where it is another by now it stays: null asks for everything to be taken over again.
 */
export async function writeSync(
  tables: Tables,
  websiteId: string,
  row: SyncRow,
  from: SyncRow["root"] = row.root,
): Promise<void> {
  const values = { ...row, updatedAt: sql`now()` };
  const root = sql`case when ${contentSync.root} is not distinct from ${from}::text then ${row.root}::text else ${contentSync.root} end`;
  await tables
    .insert(contentSync)
    .values({ websiteId, ...values })
    .onConflictDoUpdate({ target: contentSync.websiteId, set: { ...values, root } });
}

/** Asks for all that a website has to be taken over again. */
export async function takeAllOverAgain(tables: Tables, websiteId: string): Promise<void> {
  await tables.update(contentSync).set({ root: null }).where(eq(contentSync.websiteId, websiteId));
}
