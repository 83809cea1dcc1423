export { beginSaga } from "./begin-saga.ts";
export { StepRefused, type FirstWebsite, type ProvisioningServices } from "./context.ts";
export { findSaga, provisioningView, type FoundSaga } from "./find-saga.ts";
export { listProvisioningEvents } from "./list-events.ts";
export { provisionNow } from "./provision-now.ts";
export { ProvisioningPaused, provisionTenant } from "./provision-tenant.ts";
export { removeTenant } from "./remove-tenant.ts";
export { providerOf } from "./steps.ts";
export { resourcesOf } from "./tenant-resources.ts";
