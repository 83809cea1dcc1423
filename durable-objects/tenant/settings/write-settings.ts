import { eq, sql } from "drizzle-orm";
import type { NeonDatabase } from "drizzle-orm/neon-serverless";
import type { TenantEvent, WriteSettingsInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { TenantSettings } from "#domain/tenant/index.ts";
import { events, settings } from "#migrations/schema/tenant/index.ts";
import type { TenantDatabase } from "../database/index.ts";
import { differenceOf } from "./difference.ts";
import { readSettings } from "./read-settings.ts";
import { settingsOf } from "./settings-of.ts";

export type WriteFailure = "tenant-unavailable" | "version-mismatch";

/**
 * Changes settings that are still as the caller has read them, and notes the change for the audit log, both by one statement: the
 * note lies beside what it tells of, so that neither can be there without the other, whatever is cut off where.
 * What changes nothing is not written.
 */
export async function writeSettings(
  database: TenantDatabase,
  { ifVersion, changes, actor, origin }: WriteSettingsInput,
): Promise<Result<TenantSettings, WriteFailure>> {
  const current = await readSettings(database);
  if (!current.ok) return current;
  if (current.value.version !== ifVersion) return mismatch;
  const difference = differenceOf(current.value, changes);
  if (difference === null) return current;
  // What was there before is known: while the version is this one, it is what was read.
  const event: TenantEvent = {
    eventId: crypto.randomUUID(),
    at: new Date().toISOString(),
    action: "settings.changed",
    actor,
    origin,
    ...difference,
  };
  const written = await database.once((tables) => write(tables, ifVersion, difference.after, event));
  if (!written.ok) return written;
  const [row] = written.value;
  return row === undefined ? mismatch : ok(settingsOf(row));
}

function write(
  tables: NeonDatabase,
  ifVersion: number,
  changes: Partial<typeof settings.$inferInsert>,
  event: TenantEvent,
): Promise<(typeof settings.$inferSelect)[]> {
  const changed = tables.$with("changed").as(
    tables
      .update(settings)
      .set({ ...changes, version: ifVersion + 1, updatedAt: sql`now()` })
      .where(eq(settings.version, ifVersion))
      .returning(),
  );
  const noted = tables
    .$with("noted", {})
    .as(
      sql`insert into ${events} (event_id, event) select ${event.eventId}::uuid, ${JSON.stringify(event)}::jsonb from ${changed}`,
    );
  return tables.with(changed, noted).select().from(changed);
}

const mismatch = fail("version-mismatch", "The settings were changed meanwhile: read them again.");
