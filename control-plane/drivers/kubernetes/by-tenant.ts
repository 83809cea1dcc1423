import { createHash } from "node:crypto";
import type { Drift, TenantProvider, TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Tier } from "#domain/tenant/index.ts";
import { KubernetesRefused } from "./api/failures.ts";
import type { ClosableProvider } from "./driver.ts";

export interface ByTenantOptions {
  /** The cluster of those who have none of their own; null where the platform has none. */
  readonly shared: ClosableProvider | null;
  /** A tenant's kubeconfig, if it gave one. */
  kubeconfigOf(tenantId: string): Promise<string | null>;
  /** Opens a cluster of a tenant's own. */
  open(kubeconfig: string): ClosableProvider;
}

/** Tiers whose tenants may bring a cluster of their own. */
const tiersWithOwn: readonly Tier[] = ["enterprise", "custom"];
/** Clusters whose connections are kept. */
const openMax = 100;

/**
 * The provider over all clusters: a tenant is on its own one, where it has one, else on the shared one. Who moves is first
 * made on the new one, then taken away from the old one.
 */
export function kubernetesByTenant({ shared, kubeconfigOf, open }: ByTenantOptions): ClosableProvider {
  const opened = new Map<string, ClosableProvider>();

  async function findOwn(tenantId: string): Promise<ClosableProvider | null> {
    const kubeconfig = await kubeconfigOf(tenantId);
    if (kubeconfig === null) return null;
    const key = createHash("sha256").update(kubeconfig).digest("hex");
    const own = opened.get(key) ?? open(kubeconfig);
    opened.delete(key);
    opened.set(key, own);
    await closeOldest();
    return own;
  }

  async function closeOldest(): Promise<void> {
    const [oldest] = opened;
    if (oldest === undefined || opened.size <= openMax) return;
    opened.delete(oldest[0]);
    await oldest[1].close();
  }

  async function place({ tenantId, tier }: TenantResources) {
    const own = await findOwn(tenantId);
    const wanted = own !== null && tiersWithOwn.includes(tier) ? own : shared;
    return { wanted, other: wanted === own ? shared : own };
  }

  /** The shared one first: that of the tenant's own may be away for good. */
  async function everywhere(tenantId: string): Promise<ClosableProvider[]> {
    const own = await findOwn(tenantId).catch((error: unknown) => {
      // What cannot be opened has nothing of ours.
      if (error instanceof KubernetesRefused) return null;
      throw error;
    });
    return [shared, own].filter((provider) => provider !== null);
  }

  return {
    name: "kubernetes",
    async ensure(tenant, signal) {
      const { wanted, other } = await place(tenant);
      const mended = (await wanted?.ensure(tenant, signal)) ?? [];
      const left = (await other?.remains(tenant.tenantId, signal)) ?? [];
      if (left.length === 0) return mended;
      await other!.remove(tenant.tenantId, signal);
      return [...mended, ...left.map(describeLeft)];
    },
    async compare(tenant, signal) {
      const { wanted, other } = await place(tenant);
      const drifts = (await wanted?.compare(tenant, signal)) ?? [];
      const left = (await other?.remains(tenant.tenantId, signal)) ?? [];
      return [...drifts, ...left.map(describeLeft)];
    },
    async remove(tenantId, signal) {
      for (const provider of await everywhere(tenantId)) await provider.remove(tenantId, signal);
    },
    async remains(tenantId, signal) {
      const remaining = (await everywhere(tenantId)).map((provider) => provider.remains(tenantId, signal));
      return (await Promise.all(remaining)).flat();
    },
    health: async (signal) => shared?.health(signal) ?? { status: "not-configured", detail: null },
    async close() {
      await Promise.all([shared, ...opened.values()].map((provider) => provider?.close()));
      opened.clear();
    },
  } satisfies TenantProvider & ClosableProvider;
}

function describeLeft(what: string): Drift {
  return { what: `It was on another cluster than its own as well: ${what}` };
}
