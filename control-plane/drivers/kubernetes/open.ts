import type { Dispatcher } from "undici";
import { checkedConnections, resolveBySystem } from "../fetch/index.ts";
import { Cluster, timeoutsByDefault, type ClusterTimeouts } from "./cluster/cluster.ts";
import { loadPlatformConfig } from "./cluster/load-config.ts";
import { parseTenantConfig, type TenantTls } from "./cluster/tenant-config.ts";
import type { KubernetesConfig } from "./config.ts";
import { kubernetesProvider, type ClusterProvider } from "./driver.ts";
import type { PlanOptions, PlatformPlace } from "./objects/index.ts";

/** What is opened: the provider, and the cluster for who watches it. */
export interface OpenedCluster {
  readonly provider: ClusterProvider;
  readonly cluster: Cluster;
}

/** The cluster that tenants share; null where none is configured. Throws when the kubeconfig cannot be read. */
export function openKubernetes(
  config: KubernetesConfig,
  timeouts: ClusterTimeouts = timeoutsByDefault,
): OpenedCluster | null {
  if (config.KUBECONFIG === undefined && config.KUBERNETES_SERVICE_HOST === undefined) return null;
  const cluster = new Cluster(loadPlatformConfig(config.KUBECONFIG), timeouts);
  const place: PlatformPlace = {
    kind: "namespace",
    namespace: config.PLATFORM_NAMESPACE,
    gatewayPort: portOf(config.PLUGIN_GATEWAY_URL),
  };
  return { provider: kubernetesProvider({ cluster, ...planOptions(config, place) }), cluster };
}

/**
 * A tenant's own cluster. Its address must be of the public internet, or be among those allowed.
 *
 * @param allow addresses with ports, e.g. `10.1.2.3:6443`
 * Throws a `KubernetesRefused` for a kubeconfig that is not taken.
 */
export function openTenantCluster(
  kubeconfig: string,
  config: KubernetesConfig,
  allow: readonly string[] = [],
  timeouts: ClusterTimeouts = timeoutsByDefault,
): OpenedCluster {
  const connect = (tls: TenantTls): Dispatcher =>
    checkedConnections({ resolve: resolveBySystem, allowed: new Set(allow), connectMsMax: 5_000, tls });
  const cluster = new Cluster(parseTenantConfig(kubeconfig, connect), timeouts);
  const place: PlatformPlace = {
    kind: "addresses",
    cidrs: config.PLATFORM_NETWORKS,
    gatewayPort: portOf(config.PLUGIN_GATEWAY_URL),
  };
  return { provider: kubernetesProvider({ cluster, ...planOptions(config, place) }), cluster };
}

function planOptions(config: KubernetesConfig, place: PlatformPlace): PlanOptions {
  return { place, pluginHost: { image: config.PLUGIN_HOST_IMAGE!, gatewayUrl: config.PLUGIN_GATEWAY_URL } };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
