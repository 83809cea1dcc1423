import type { DriftWatch, OpenedCluster } from "./drivers/kubernetes/index.ts";
import { makeDue, type ReconcilerServices } from "./reconcilers/index.ts";

/** Sees to it that whose objects on the shared cluster were changed is looked at next; null where there is none. */
export async function watchClusters(
  cluster: OpenedCluster["cluster"] | null,
  { database, log }: ReconcilerServices,
): Promise<DriftWatch | null> {
  if (cluster === null) return null;
  const { watchDrift } = await import("./drivers/kubernetes/index.ts");
  return watchDrift(cluster, {
    onDrift(tenantId) {
      // One that is missed is found by the slow round.
      makeDue(database, tenantId, ["kubernetes"]).catch((error: unknown) =>
        log("drift-not-noted", { tenantId, error }),
      );
    },
    onBreak: (error) => log("kubernetes-watch-broken", { error: String(error) }),
  });
}
