import { sql } from "drizzle-orm";
import { websiteContent } from "#migrations/schema/tenant/index.ts";
import type { Tables } from "../../database/tables.ts";

/** Until the transaction ends nobody else changes where documents of the website stand: what is read after this stays so. */
export async function holdWebsite(tables: Tables, websiteId: string): Promise<void> {
  await tables
    .insert(websiteContent)
    .values({ websiteId, changes: 1 })
    .onConflictDoUpdate({ target: websiteContent.websiteId, set: { changes: sql`${websiteContent.changes} + 1` } });
}
