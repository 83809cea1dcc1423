import { pushTenantState, type PushServices } from "../tenants/index.ts";

/** Tells the Tenant objects of what was revoked, before the answer: then it is in effect within a second. */
export async function pushAll(services: PushServices, tenantIds: readonly string[]): Promise<void> {
  await Promise.all(tenantIds.map((tenantId) => pushTenantState(services, tenantId)));
}
