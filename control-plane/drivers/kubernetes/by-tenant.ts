import { createHash } from "node:crypto";
import type { Drift, TenantResources } from "#control-plane/drivers/provider/index.ts";
import { tiersWithOwnCluster } from "#domain/tenant/index.ts";
import { KubernetesRefused } from "./api/failures.ts";
import type { ClosableProvider, ClusterProvider } from "./driver.ts";

/** The kubeconfigs of a tenant, as text. */
export interface TenantClusters {
  /** Of the cluster that is its own; null where it has none. */
  readonly own: string | null;
  /** Of those that it gave up, by name, until nothing of it is there any more. */
  readonly left: readonly { readonly name: string; readonly kubeconfig: string }[];
}

export interface ByTenantOptions {
  /** The cluster of those who have none of their own; null where the platform has none. */
  readonly shared: ClusterProvider | null;
  clustersOf(tenantId: string): Promise<TenantClusters>;
  /** Nothing of the tenant is on that cluster any more. */
  forgetLeft(tenantId: string, name: string): Promise<void>;
  /** Opens a cluster of a tenant's own. */
  open(kubeconfig: string): ClusterProvider;
}

/** A cluster where a tenant is not to be; `name` where it gave it up. */
interface Other {
  readonly provider: ClusterProvider;
  readonly name: string | null;
}

/** Clusters whose connections are kept. */
const openMax = 100;

/**
 * The provider over all clusters: a tenant is on its own one, where it has one, else on the shared one. Who moves is first
 * made on the new one, then taken away from all others. Two kubeconfigs may lead to one cluster: there it stays.
 */
export function kubernetesByTenant({ shared, clustersOf, forgetLeft, open }: ByTenantOptions): ClosableProvider {
  const opened = new Map<string, ClusterProvider>();

  async function providerFor(kubeconfig: string): Promise<ClusterProvider> {
    const key = createHash("sha256").update(kubeconfig).digest("hex");
    const provider = opened.get(key) ?? open(kubeconfig);
    opened.delete(key);
    opened.set(key, provider);
    await closeOldest();
    return provider;
  }

  async function closeOldest(): Promise<void> {
    const [oldest] = opened;
    if (oldest === undefined || opened.size <= openMax) return;
    opened.delete(oldest[0]);
    await oldest[1].close();
  }

  /** What cannot be opened has nothing of ours: null. */
  function openable(kubeconfig: string): Promise<ClusterProvider | null> {
    return providerFor(kubeconfig).catch((error: unknown) => {
      if (error instanceof KubernetesRefused) return null;
      throw error;
    });
  }

  async function leftBy({ left }: TenantClusters): Promise<Other[]> {
    const others: Other[] = [];
    for (const { name, kubeconfig } of left) {
      const provider = await openable(kubeconfig);
      if (provider !== null) others.push({ provider, name });
    }
    return others;
  }

  async function place({ tenantId, tier }: TenantResources) {
    const clusters = await clustersOf(tenantId);
    const own = clusters.own === null ? null : await providerFor(clusters.own);
    const wanted = own !== null && tiersWithOwnCluster.includes(tier) ? own : shared;
    const idle = wanted === own ? shared : own;
    const others = [...(idle === null ? [] : [{ provider: idle, name: null }]), ...(await leftBy(clusters))];
    return { wanted, others };
  }

  async function isSame(wanted: ClusterProvider | null, { provider }: Other, signal: AbortSignal): Promise<boolean> {
    return wanted !== null && (await provider.clusterId(signal)) === (await wanted.clusterId(signal));
  }

  /** The shared one first: those of the tenant's own may be away for good. */
  async function everywhere(tenantId: string): Promise<Other[]> {
    const clusters = await clustersOf(tenantId);
    const own = clusters.own === null ? null : await openable(clusters.own);
    const current = [shared, own].filter((provider) => provider !== null).map((provider) => ({ provider, name: null }));
    return [...current, ...(await leftBy(clusters))];
  }

  return {
    name: "kubernetes",
    async ensure(tenant, signal) {
      const { wanted, others } = await place(tenant);
      const mended = [...((await wanted?.ensure(tenant, signal)) ?? [])];
      for (const other of others) {
        if (!(await isSame(wanted, other, signal))) {
          const left = await other.provider.remains(tenant.tenantId, signal);
          if (left.length > 0) await other.provider.remove(tenant.tenantId, signal);
          mended.push(...left.map(describeLeft));
        }
        if (other.name !== null) await forgetLeft(tenant.tenantId, other.name);
      }
      return mended;
    },
    async compare(tenant, signal) {
      const { wanted, others } = await place(tenant);
      const drifts = [...((await wanted?.compare(tenant, signal)) ?? [])];
      for (const other of others) {
        if (await isSame(wanted, other, signal)) continue;
        drifts.push(...(await other.provider.remains(tenant.tenantId, signal)).map(describeLeft));
      }
      return drifts;
    },
    async remove(tenantId, signal) {
      for (const { provider, name } of await everywhere(tenantId)) {
        await provider.remove(tenantId, signal);
        if (name !== null) await forgetLeft(tenantId, name);
      }
    },
    async remains(tenantId, signal) {
      const remaining = (await everywhere(tenantId)).map(({ provider }) => provider.remains(tenantId, signal));
      return (await Promise.all(remaining)).flat();
    },
    // A cluster of a tenant's own has nothing of anybody else.
    list: async (after, signal) => (await shared?.list(after, signal)) ?? { tenantIds: [], next: null },
    health: async (signal) => shared?.health(signal) ?? { status: "not-configured", detail: null },
    async close() {
      await Promise.all([shared, ...opened.values()].map((provider) => provider?.close()));
      opened.clear();
    },
  };
}

function describeLeft(what: string): Drift {
  return { what: `It was on another cluster than its own as well: ${what}` };
}
