export { callLeases, leasePlace } from "./lease-calls.ts";
export { WebsiteUnavailable } from "./patience.ts";
export { retryIdempotent } from "./retry.ts";
export { callTraffic } from "./traffic-calls.ts";
export { directoryRpc, fetchWebsite, tenantRpc, websiteRpc } from "./state-rpc.ts";
