import { tenantSettingsSchema, type TenantSettings } from "#domain/tenant/index.ts";
import type { settings } from "#migrations/schema/tenant/index.ts";

/** The row as it is told of. */
export function settingsOf(row: typeof settings.$inferSelect): TenantSettings {
  const { singleton: _, updatedAt, ...rest } = row;
  return tenantSettingsSchema.parse({ ...rest, updatedAt: updatedAt.toISOString() });
}
