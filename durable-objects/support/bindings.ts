import type { BlobBindings } from "./blobs/index.ts";

/** What the objects are bound to. */
export interface ObjectBindings extends BlobBindings {
  readonly WEBSITES: DurableObjectNamespace;
  readonly DIRECTORY: DurableObjectNamespace;
  readonly TENANTS: DurableObjectNamespace;
  /** How many state processes share the objects; absent on Cloudflare. `STATE_0` and following reach them. */
  readonly STATE_COUNT?: string;
  readonly CONTROL_PLANE?: Fetcher;
  /** Where tenants' databases are reached, each with a ticket. */
  readonly TENANT_RELAY?: Fetcher;
  readonly CONTROL_PLANE_SECRET?: string;
}
