import type { Result } from "#domain/errors/index.ts";
import type { LeaseGrant } from "#domain/lease/index.ts";
import type { DirectoryRpc } from "./directory.ts";
import type { WebsiteRpc } from "./website.ts";

export interface LeaseCall {
  readonly websiteId: string;
  readonly durationMs: number;
}

/** How edges of other processes reach the objects of a state process: capabilities with the objects' own methods. */
export interface StateProcessRpc {
  /** Leases of many websites in one call, each answered by its own object, in the order of the calls. */
  leases(calls: readonly LeaseCall[]): Promise<readonly Result<LeaseGrant, "website-not-found">[]>;
  website(websiteId: string): WebsiteRpc;
  directory(shard: number): DirectoryRpc;
  /** WebSocket upgrades: the object is named by the header `HotSwap-Website`. */
  fetch(request: Request): Promise<Response>;
}
