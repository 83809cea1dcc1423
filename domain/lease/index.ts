export {
  leaseDurationMs,
  leaseMsMax,
  leaseMsMin,
  servingStateSchema,
  type LeaseGrant,
  type ServingState,
} from "./lease.ts";
