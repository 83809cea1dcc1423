import type { TenantState, WriteSettingsInput } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { TenantSettings } from "#domain/tenant/index.ts";
import type { WriteFailure } from "../settings/write-settings.ts";
import type { TenantContext } from "../tenant-context.ts";

/** Writes to the tenant's own tables. The alarm that tells the audit log of it stands before anything is written. */
export async function changeSettings(
  { data, events, now }: TenantContext,
  { tenantId }: TenantState,
  input: WriteSettingsInput,
): Promise<Result<TenantSettings, WriteFailure>> {
  events.expect(now());
  const written = await data.writeSettings(tenantId, input);
  if (written.ok) events.soon(now());
  return written;
}
