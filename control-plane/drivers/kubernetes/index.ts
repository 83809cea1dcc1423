export { KubernetesRefused } from "./api/failures.ts";
export { kubernetesByTenant } from "./by-tenant.ts";
export { kubernetesConfigSchema, type KubernetesConfig } from "./config.ts";
export type { ClosableProvider } from "./driver.ts";
export { openKubernetes, openTenantCluster, type OpenedCluster } from "./open.ts";
export { watchDrift, type DriftWatch } from "./watch/watch-drift.ts";
