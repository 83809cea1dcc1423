export type { Kind, Manifest } from "./manifest.ts";
export { managedByLabel, manager, namespaceOf, tenantLabel, tierLabel } from "./names.ts";
export { planTenant, type PlanOptions } from "./plan-tenant.ts";
export type { PlatformPlace } from "./platform-place.ts";
export { isScaled } from "./tier-sizes.ts";
