export { IsolateAccount } from "./isolate-account.ts";
export type { TrafficBatch, TrafficReceipt } from "./messages.ts";
export { ObjectLedger, type TrafficStep } from "./object-ledger.ts";
export { addTraffic, emptyHour, hourMs, requestsOf, trafficHourSchema, type TrafficHour } from "./traffic-hour.ts";
export { startOfLocalDay, sumTraffic, trafficPeriods, type OffsetAt, type TrafficPeriod } from "./sum-traffic.ts";
