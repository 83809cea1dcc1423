export { IsolateAccount, type Received } from "./isolate-account.ts";
export type { TrafficBatch, TrafficReceipt } from "./messages.ts";
export { ObjectLedger, type TrafficStep } from "./object-ledger.ts";
export {
  addTraffic,
  emptyHour,
  hourMs,
  hourOf,
  requestsOf,
  trafficHourSchema,
  type TrafficHour,
} from "./traffic-hour.ts";
export {
  startOfLocalDay,
  sumTraffic,
  trafficPeriods,
  type OffsetAt,
  type TrafficPeriod,
  type TrafficSum,
} from "./sum-traffic.ts";
