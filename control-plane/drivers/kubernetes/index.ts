export { KubernetesRefused } from "./api/failures.ts";
export { kubernetesByTenant, type TenantClusters } from "./by-tenant.ts";
export { kubernetesConfigSchema, type KubernetesConfig } from "./config.ts";
export type { ClosableProvider, ClusterProvider } from "./driver.ts";
export { inspectCluster, type InspectedCluster } from "./inspect-cluster.ts";
export { openKubernetes, openTenantCluster, type OpenedCluster } from "./open.ts";
export { watchDrift, type DriftWatch } from "./watch/watch-drift.ts";
