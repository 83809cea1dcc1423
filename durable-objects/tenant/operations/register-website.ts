import type { RegisterWebsiteInput, ReserveFailure, TenantState } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { tellDeadline } from "../telling.ts";
import type { TenantContext } from "../tenant-context.ts";

/** Makes room for a website that is to be created; one that exists already is noted, and told at once what its tenant is. */
export function registerWebsite(
  { store, quotas, alarms, transaction, now }: TenantContext,
  state: TenantState,
  { websiteId, isCreated = false }: RegisterWebsiteInput,
): Result<TenantState, ReserveFailure> {
  if (!isCreated) {
    const reserved = quotas.websites.reserve({ websiteId, domains: [] });
    return reserved.ok ? ok(state) : reserved;
  }
  transaction(() => {
    store.addWebsite(websiteId, 0);
    store.holdWebsite(websiteId);
    alarms.schedule(tellDeadline, now());
  });
  return ok(state);
}
