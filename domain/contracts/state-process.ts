import type { Result } from "#domain/errors/index.ts";
import type { TrafficBatch, TrafficReceipt } from "#domain/traffic/index.ts";
import type { DirectoryRpc } from "./directory.ts";
import type { TenantRpc } from "./tenant-object.ts";
import type { LeaseAnswer, LeaseInput, WebsiteRpc } from "./website-rpc/index.ts";

export interface LeaseCall extends LeaseInput {
  readonly websiteId: string;
}

export interface TrafficCall {
  readonly websiteId: string;
  /** Null asks for a name. */
  readonly batch: TrafficBatch | null;
}

/** How edges of other processes reach the objects of a state process: capabilities with the objects' own methods. */
export interface StateProcessRpc {
  /** Leases of many websites in one call, each answered by its own object, in the order of the calls. */
  leases(calls: readonly LeaseCall[]): Promise<readonly LeaseAnswer[]>;
  /** `countTraffic` of many websites in one call, in the order of the calls; null where it failed. */
  countTraffic(calls: readonly TrafficCall[]): Promise<readonly (Result<TrafficReceipt, "website-not-found"> | null)[]>;
  website(websiteId: string): WebsiteRpc;
  directory(shard: number): DirectoryRpc;
  tenant(tenantId: string): TenantRpc;
  /** WebSocket upgrades: the object is named by the header `HotSwap-Website`. */
  fetch(request: Request): Promise<Response>;
}
