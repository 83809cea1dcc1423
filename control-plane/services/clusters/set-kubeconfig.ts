import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tiersWithOwnCluster, type TenantCluster } from "#domain/tenant/index.ts";
import type { TenantRow } from "#migrations/schema/index.ts";
import { sealSecret } from "../secrets/index.ts";
import { changeTenant, findTenant, type Acting, type TenantChanged } from "../tenants/index.ts";
import { kubeconfigName, type ClusterServices } from "./context.ts";
import { countLeft } from "./find-clusters.ts";
import { giveUpCluster } from "./give-up-cluster.ts";

const inspectMsMax = 10_000;
/** So many clusters may be waiting for a tenant's things to be taken away from them. */
const leftMax = 3;

/**
 * Gives a tenant a cluster of its own, once that was asked; its reconciler moves it there. One that it had before is kept in mind until
 * nothing of it is there. A kubeconfig of the same cluster takes the place of the one before it.
 *
 * Fails with `not-configured`, `tier-too-low`, `invalid-tenant-status`, `invalid-kubeconfig` or `cluster-unavailable`.
 */
export async function setKubeconfig(
  services: ClusterServices,
  tenantId: string,
  kubeconfig: string,
  acting: Acting,
): Promise<Result<TenantChanged>> {
  const { clusters, database, masterKeys } = services;
  if (clusters === null) return fail("not-configured", "Kubernetes is not configured on this platform.");
  const found = await findTenant(database, tenantId);
  if (!found.ok) return found;
  const allowed = await mayHaveCluster(services, found.value);
  if (!allowed.ok) return allowed;
  const inspected = await clusters.inspect(kubeconfig, AbortSignal.timeout(inspectMsMax));
  if (!inspected.ok) return inspected;
  const cluster: TenantCluster = { ...inspected.value, setAt: new Date().toISOString() };
  let before: TenantCluster | null = null;
  return changeTenant(services, tenantId, acting, {
    action: "tenant.cluster-set",
    decide(row) {
      before = row.cluster;
      const still = decideCluster(row);
      return still.ok ? ok({ cluster }) : still;
    },
    async also(transaction) {
      if (before !== null && before.clusterId !== cluster.clusterId) {
        await giveUpCluster(transaction, masterKeys, tenantId, before);
      }
      await sealSecret(transaction, masterKeys, { tenantId, name: kubeconfigName }, kubeconfig);
    },
  });
}

/** Whoever is being taken down may still say how its cluster is got into: so it can be taken away from there. */
function decideCluster({ status, tier }: Pick<TenantRow, "status" | "tier">): Result<null> {
  if (status === "deleted") return fail("invalid-tenant-status", "The tenant is deleted.", { status });
  if (tiersWithOwnCluster.includes(tier)) return ok(null);
  const detail = `Clusters of tenants' own come with the tiers ${tiersWithOwnCluster.join(" and ")}; the tenant is on ${tier}.`;
  return fail("tier-too-low", detail, { tier });
}

async function mayHaveCluster({ database }: ClusterServices, row: TenantRow): Promise<Result<null>> {
  const decided = decideCluster(row);
  if (!decided.ok) return decided;
  if ((await countLeft(database, row.tenantId)) < leftMax) return ok(null);
  const detail = `The tenant is still being taken away from ${leftMax} clusters that it had. Wait, or abandon them.`;
  return fail("invalid-tenant-status", detail, { status: row.status });
}
