import { sql } from "drizzle-orm";
import type { Database } from "../database/index.ts";

/** What is over, by table: when a row is. All have an index for it. */
const expired = [
  ["sessions", "expires_at < now()"],
  ["verifications", "expires_at < now()"],
  ["sign_ups", "expires_at < now()"],
  ["access_token_grants", "expires_at < now()"],
  ["mails", "expires_at < now() - interval '1 day'"],
  ["rate_limits", "expire < extract(epoch from now()) * 1000"],
  ["refused_attempts", "received_at < now() - interval '7 days'"],
  ["drift_reports", "found_at < now() - interval '90 days'"],
  ["provisioning_events", "event->>'at' < to_char(now() at time zone 'utc' - interval '90 days', 'YYYY-MM-DD')"],
] as const;

const rowsMax = 5_000;

/** Removes sessions, challenges, counts, mails and reports that are over, some thousands of each. @returns whether any are left */
export async function sweepIdentity(database: Database): Promise<boolean> {
  let isFull = false;
  for (const [name, condition] of expired) {
    const table = sql.raw(`platform.${name}`);
    const { rowCount } = await database.execute(
      sql`delete from ${table} where ctid in (
        select ctid from ${table} where ${sql.raw(condition)} limit ${rowsMax} for update skip locked
      )`,
    );
    isFull ||= (rowCount ?? 0) >= rowsMax;
  }
  return isFull;
}
