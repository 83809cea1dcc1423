export { checkedConnections, resolveBySystem } from "./checked-connections.ts";
export { httpFetchGateway, type GatewayOptions } from "./http-gateway.ts";
export type { FetchGateway } from "./port.ts";
