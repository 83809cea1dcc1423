import { asc, count, eq } from "drizzle-orm";
import { leftClusters } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { openSecret, type MasterKeys } from "../secrets/index.ts";
import { kubeconfigName } from "./context.ts";

/** The kubeconfigs of a tenant: of its own cluster, null where it has none, and of those that it gave up. */
export async function findClusters(database: Database, masterKeys: MasterKeys, tenantId: string) {
  const own = await openSecret(database, masterKeys, { tenantId, name: kubeconfigName });
  const rows = await database
    .select({ name: leftClusters.secretName })
    .from(leftClusters)
    .where(eq(leftClusters.tenantId, tenantId))
    .orderBy(asc(leftClusters.leftAt));
  const left: { readonly name: string; readonly kubeconfig: string }[] = [];
  for (const { name } of rows) {
    const kubeconfig = await openSecret(database, masterKeys, { tenantId, name });
    if (kubeconfig !== null) left.push({ name, kubeconfig });
  }
  return { own, left };
}

/** Of how many clusters that a tenant gave up it is still to be taken away. */
export async function countLeft(database: Database, tenantId: string): Promise<number> {
  const [row] = await database.select({ left: count() }).from(leftClusters).where(eq(leftClusters.tenantId, tenantId));
  return row?.left ?? 0;
}
