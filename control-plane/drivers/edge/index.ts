export { httpEdge } from "./http.ts";
export {
  EdgeUnavailable,
  type EdgeApi,
  type EdgeRefusal,
  type EdgeResult,
  type TenantEdge,
  type WebsiteRef,
} from "./port.ts";
