export { notConfigured } from "./not-configured.ts";
export { StatusClock } from "./since.ts";
export { untilAborted } from "./until-aborted.ts";
export {
  ProviderUnavailable,
  type Drift,
  type ProviderHealth,
  type ProviderName,
  type TenantProvider,
  type TenantResources,
} from "./port.ts";
