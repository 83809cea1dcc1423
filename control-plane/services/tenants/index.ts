export { ensureTenantKnown } from "./adopt-tenant.ts";
export { bumpTenantState } from "./bump-tenant-state.ts";
export type { Acting, PushServices } from "./context.ts";
export { createTenant } from "./create-tenant.ts";
export { mustPushTenantState, pushTenantState } from "./push-tenant-state.ts";
export { revokeTenantTokens } from "./revoke-tenant-tokens.ts";
export { enqueueTenantJob, tenantTasks } from "./tenant-jobs.ts";
export { tenantStateOf, tenantView } from "./tenant-view.ts";
