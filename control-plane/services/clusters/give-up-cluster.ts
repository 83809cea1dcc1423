import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { TenantCluster } from "#domain/tenant/index.ts";
import { leftClusters, tenantSecrets } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { openSecret, sealSecret, type MasterKeys } from "../secrets/index.ts";
import { kubeconfigName } from "./context.ts";

/** Keeps the way into a cluster that a tenant is no longer to be on, until nothing of it is there. */
export async function giveUpCluster(
  transaction: Transaction,
  masterKeys: MasterKeys,
  tenantId: string,
  cluster: TenantCluster,
): Promise<void> {
  const current = { tenantId, name: kubeconfigName };
  const kubeconfig = await openSecret(transaction, masterKeys, current);
  if (kubeconfig === null) return;
  const secretName = `${kubeconfigName} left ${randomUUID()}`;
  await sealSecret(transaction, masterKeys, { tenantId, name: secretName }, kubeconfig);
  await transaction.insert(leftClusters).values({ tenantId, secretName, cluster });
  await forgetSecret(transaction, tenantId, kubeconfigName);
}

/** Nothing of the tenant is on that cluster any more, or nobody is to look. */
export async function forgetLeftCluster(transaction: Transaction, tenantId: string, secretName: string): Promise<void> {
  await transaction
    .delete(leftClusters)
    .where(and(eq(leftClusters.tenantId, tenantId), eq(leftClusters.secretName, secretName)));
  await forgetSecret(transaction, tenantId, secretName);
}

export async function forgetSecret(transaction: Transaction, tenantId: string, name: string): Promise<void> {
  await transaction
    .delete(tenantSecrets)
    .where(and(eq(tenantSecrets.tenantId, tenantId), eq(tenantSecrets.name, name)));
}
