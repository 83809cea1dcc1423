export { tenantIdsIn } from "./tenant-ids.ts";
export { StatusClock } from "./since.ts";
export { untilAborted } from "./until-aborted.ts";
export {
  ProviderUnavailable,
  type Drift,
  type ProviderHealth,
  type ProviderName,
  type TenantPage,
  type TenantProvider,
  type TenantResources,
} from "./port.ts";
