export { httpEdge } from "./http.ts";
export {
  EdgeUnavailable,
  type EdgeApi,
  type EdgeRefusal,
  type EdgeResult,
  type MediaEdge,
  type CallOptions,
  type DraftReader,
  type ReleaseReader,
  type SecretEdge,
  type TenantEdge,
  type WebsiteDescription,
  type WebsiteEdge,
  type WebsiteRef,
} from "./port.ts";
