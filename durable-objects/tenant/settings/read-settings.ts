import type { Result } from "#domain/errors/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { TenantSettings } from "#domain/tenant/index.ts";
import { settings } from "#migrations/schema/tenant/index.ts";
import type { TenantDatabase } from "../database/index.ts";
import { settingsOf } from "./settings-of.ts";

/** Fails with `tenant-unavailable` when the tenant's database is out of reach. */
export async function readSettings(database: TenantDatabase): Promise<Result<TenantSettings, "tenant-unavailable">> {
  const found = await database.repeatable((tables) => tables.select().from(settings).limit(1));
  if (!found.ok) return found;
  const [row] = found.value;
  if (row === undefined) throw new Error("the tenant's settings are gone from their table");
  return ok(settingsOf(row));
}
