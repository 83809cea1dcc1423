import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { TenantCluster } from "#domain/tenant/index.ts";
import { KubernetesRefused } from "./api/failures.ts";
import type { KubernetesConfig } from "./config.ts";
import { openTenantCluster } from "./open.ts";

export type InspectedCluster = Omit<TenantCluster, "setAt">;

/** Whoever gives a kubeconfig waits for the answer. */
const timeouts = { callMsMax: 4_000, operationMsMax: 8_000 };

/**
 * Asks the cluster of a kubeconfig whether it lets us make what a tenant needs. Makes nothing there.
 *
 * @param allow addresses with ports that are let in though they are not of the public internet
 * Fails with `invalid-kubeconfig` or `cluster-unavailable`, in words that show nothing of the kubeconfig.
 */
export async function inspectCluster(
  kubeconfig: string,
  config: KubernetesConfig,
  allow: readonly string[],
  signal: AbortSignal,
): Promise<Result<InspectedCluster, "invalid-kubeconfig" | "cluster-unavailable">> {
  let opened: ReturnType<typeof openTenantCluster> | undefined;
  try {
    const { cluster, provider } = (opened = openTenantCluster(kubeconfig, config, allow, timeouts));
    const version = await cluster.run(signal, async (api) => {
      const { gitVersion } = await api.version();
      if (await api.mayMakeNamespaces()) return gitVersion;
      throw new KubernetesRefused("The cluster lets the account of the kubeconfig make no namespaces.");
    });
    const clusterId = await provider.clusterId(signal);
    return ok({ server: cluster.server, version: version.slice(0, 100), clusterId });
  } catch (error) {
    if (error instanceof KubernetesRefused) return fail("invalid-kubeconfig", error.message);
    if (error instanceof ProviderUnavailable) return fail("cluster-unavailable", error.message);
    throw error;
  } finally {
    await opened?.provider.close();
  }
}
