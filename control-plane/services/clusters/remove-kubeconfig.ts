import { eq } from "drizzle-orm";
import { ok, type Result } from "#domain/errors/index.ts";
import type { TenantCluster } from "#domain/tenant/index.ts";
import { leftClusters } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { changeTenant, type Acting, type TenantChanged } from "../tenants/index.ts";
import { kubeconfigName, type ClusterServices } from "./context.ts";
import { countLeft } from "./find-clusters.ts";
import { forgetLeftCluster, forgetSecret, giveUpCluster } from "./give-up-cluster.ts";

/**
 * Takes a tenant's own cluster from it; its reconciler moves it to the shared one, and takes away what is there. One that has none stays as
 * it is.
 *
 * @param options.abandon leaves what is there to whoever has the cluster, also on those that it gave up before: for clusters that are gone
 */
export async function removeKubeconfig(
  services: ClusterServices,
  tenantId: string,
  { abandon }: { readonly abandon: boolean },
  acting: Acting,
): Promise<Result<TenantChanged>> {
  const hasLeft = abandon && (await countLeft(services.database, tenantId)) > 0;
  let before: TenantCluster | null = null;
  return changeTenant(services, tenantId, acting, {
    action: abandon ? "tenant.cluster-abandoned" : "tenant.cluster-removed",
    decide(row) {
      before = row.cluster;
      return ok(hasLeft || before !== null ? { cluster: null } : {});
    },
    async also(transaction) {
      if (abandon) await abandonAll(transaction, tenantId);
      else if (before !== null) await giveUpCluster(transaction, services.masterKeys, tenantId, before);
    },
  });
}

async function abandonAll(transaction: Transaction, tenantId: string): Promise<void> {
  const left = await transaction.select().from(leftClusters).where(eq(leftClusters.tenantId, tenantId));
  for (const { secretName } of left) await forgetLeftCluster(transaction, tenantId, secretName);
  await forgetSecret(transaction, tenantId, kubeconfigName);
}
