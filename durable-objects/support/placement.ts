import {
  directoryShards,
  type DirectoryRpc,
  type StateProcessRpc,
  type TenantRpc,
  type WebsiteRpc,
} from "#domain/contracts/index.ts";
import type { ObjectBindings } from "./bindings.ts";

/** What leads to the objects: their namespaces, or the state processes that own them. */
export type PlacementBindings = Partial<Pick<ObjectBindings, "WEBSITES" | "DIRECTORY" | "TENANTS" | "STATE_COUNT">>;

/** FNV-1a over UTF-16 code units, 32 bits: spreads names evenly and costs next to nothing. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Which of the state processes owns the website's object. It must never change while data is kept. */
export function stateOfWebsite(websiteId: string, states: number): number {
  return hashName(websiteId) % states;
}

/** Which of the state processes owns the tenant's object. It must never change while data is kept. */
function stateOfTenant(tenantId: string, states: number): number {
  return hashName(tenantId) % states;
}

export function shardOfHostname(hostname: string): number {
  return hashName(hostname) % directoryShards;
}

/** Which of the state processes owns the shard of the directory. */
function stateOfShard(shard: number, states: number): number {
  return shard % states;
}

/** The name of the shard's object. */
export function shardName(shard: number): string {
  return `shard-${shard}`;
}

/**
 * Ways to the objects: their own stubs on Cloudflare; self-hosted, capabilities of the state process that owns them. Both take the
 * same calls. A way belongs to the request that made it: keep values, never these. Each throws when its binding is missing.
 */
export function websiteOf(env: PlacementBindings, websiteId: string): WebsiteRpc {
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<WebsiteRpc>(env, "WEBSITES", websiteId)
    : stateProcessOf(env, stateOfWebsite(websiteId, states)).website(websiteId);
}

/** The directory's shard that knows the hostname. */
export function directoryOf(env: PlacementBindings, hostname: string): DirectoryRpc {
  const shard = shardOfHostname(hostname);
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<DirectoryRpc>(env, "DIRECTORY", shardName(shard))
    : stateProcessOf(env, stateOfShard(shard, states)).directory(shard);
}

/** The tenant's object. */
export function tenantOf(env: PlacementBindings, tenantId: string): TenantRpc {
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<TenantRpc>(env, "TENANTS", tenantId)
    : stateProcessOf(env, stateOfTenant(tenantId, states)).tenant(tenantId);
}

/** Passes a WebSocket upgrade on to the website's object, which accepts it. */
export function fetchWebsite(env: PlacementBindings, websiteId: string, request: Request): Promise<Response> {
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<Pick<Fetcher, "fetch">>(env, "WEBSITES", websiteId).fetch(request)
    : stateProcessOf(env, stateOfWebsite(websiteId, states)).fetch(request);
}

/** The state process of this number. */
export function stateProcessOf(env: PlacementBindings, index: number): StateProcessRpc {
  const bound = env as unknown as Readonly<Record<string, StateProcessRpc | undefined>>;
  return bound[`STATE_${index}`] ?? missing(`STATE_${index}`);
}

function stateCountOf({ STATE_COUNT }: PlacementBindings): number {
  return Number(STATE_COUNT ?? "0");
}

function objectOf<Rpc>(env: PlacementBindings, binding: "WEBSITES" | "DIRECTORY" | "TENANTS", name: string): Rpc {
  const namespace = env[binding] ?? missing(binding);
  return namespace.get(namespace.idFromName(name)) as unknown as Rpc;
}

function missing(binding: string): never {
  throw new Error(`the binding ${binding} is missing`);
}
