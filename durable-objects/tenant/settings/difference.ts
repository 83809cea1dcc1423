import type { TenantSettings, UpdateTenantSettingsInput } from "#domain/tenant/index.ts";

export interface Difference {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** What the changes change; null for nothing. */
export function differenceOf(current: TenantSettings, changes: UpdateTenantSettingsInput): Difference | null {
  const changed = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && value !== current[name as keyof UpdateTenantSettingsInput],
  );
  if (changed.length === 0) return null;
  return {
    before: Object.fromEntries(changed.map(([name]) => [name, current[name as keyof UpdateTenantSettingsInput]])),
    after: Object.fromEntries(changed),
  };
}
