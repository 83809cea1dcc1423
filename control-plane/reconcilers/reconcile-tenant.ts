import type { Drift, ProviderName } from "../drivers/provider/index.ts";
import { providerOf, resourcesOf } from "../provisioning/index.ts";
import { findTenant } from "../services/tenants/index.ts";
import type { ReconcilerServices } from "./context.ts";
import { reportDrift } from "./report-drift.ts";

const ensureMsMax = 60_000;

/** `busy`: somebody else is at work on the tenant. `gone`: it is not one that is held to anything. */
export type Reconciled =
  | { readonly kind: "busy" | "gone" }
  | { readonly kind: "held"; readonly drifts: readonly Drift[] };

/**
 * Makes what a tenant has from a provider what it ought to be, and reports what was otherwise. Nobody else works on the tenant
 * meanwhile, so that one that is being taken down is not made anew. Throws what the provider does.
 */
export async function reconcileTenant(
  services: ReconcilerServices,
  name: ProviderName,
  tenantId: string,
  signal: AbortSignal,
): Promise<Reconciled> {
  const provider = providerOf(services, name);
  if (provider === null) return { kind: "gone" };
  const locked = await services.databases.tryTenantLock(tenantId, async (): Promise<Reconciled> => {
    const found = await findTenant(services.owner, tenantId);
    if (!found.ok || (found.value.status !== "active" && found.value.status !== "suspended")) return { kind: "gone" };
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(ensureMsMax)]);
    const drifts = await provider.ensure(resourcesOf(services, found.value), bounded);
    if (drifts.length > 0) await reportDrift(services, name, tenantId, drifts);
    return { kind: "held", drifts };
  });
  return locked?.value ?? { kind: "busy" };
}
