import { eq, sql } from "drizzle-orm";
import { contentSync } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

export type SyncRow = Omit<typeof contentSync.$inferSelect, "updatedAt" | "websiteId">;

/** How far the tables have come with a website; null where it has told of nothing yet. */
export async function readSync(tables: Tables, websiteId: string): Promise<SyncRow | null> {
  const [row] = await tables.select().from(contentSync).where(eq(contentSync.websiteId, websiteId)).limit(1);
  return row ?? null;
}

export async function writeSync(tables: Tables, websiteId: string, row: SyncRow): Promise<void> {
  const values = { ...row, updatedAt: sql`now()` };
  await tables
    .insert(contentSync)
    .values({ websiteId, ...values })
    .onConflictDoUpdate({ target: contentSync.websiteId, set: values });
}
