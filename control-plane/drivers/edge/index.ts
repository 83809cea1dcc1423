export { httpEdge } from "./http.ts";
export { EdgeUnavailable, type EdgeApi, type EdgeRefusal, type EdgeResult, type WebsiteRef } from "./port.ts";
