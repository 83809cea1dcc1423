export { checkedConnections, resolveBySystem } from "./checked-connections.ts";
export { httpFetchGateway, type FetchLimits, type GatewayOptions } from "./http-gateway.ts";
export type { FetchedFile, FetchGateway, FetchOutcome } from "./port.ts";
