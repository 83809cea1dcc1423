import {
  directoryShards,
  type DirectoryRpc,
  type StateProcessRpc,
  type TenantRpc,
  type WebsiteRpc,
} from "#domain/contracts/index.ts";
import type { ObjectBindings } from "./bindings.ts";

/** FNV-1a over UTF-16 code units, 32 bits: spreads names evenly and costs next to nothing. */
export function hashName(name: string): number {
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
export function stateOfTenant(tenantId: string, states: number): number {
  return hashName(tenantId) % states;
}

export function shardOfHostname(hostname: string): number {
  return hashName(hostname) % directoryShards;
}

/** Which of the state processes owns the shard of the directory. */
export function stateOfShard(shard: number, states: number): number {
  return shard % states;
}

/** The name of the shard's object. */
export function shardName(shard: number): string {
  return `shard-${shard}`;
}

/** The directory's shard for a hostname, wherever it lives. */
export function directoryOf(env: ObjectBindings, hostname: string): DirectoryRpc {
  const shard = shardOfHostname(hostname);
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<DirectoryRpc>(env.DIRECTORY, shardName(shard))
    : stateProcessOf(env, stateOfShard(shard, states)).directory(shard);
}

/** The website's object, wherever it lives. */
export function websiteOf(env: ObjectBindings, websiteId: string): WebsiteRpc {
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<WebsiteRpc>(env.WEBSITES, websiteId)
    : stateProcessOf(env, stateOfWebsite(websiteId, states)).website(websiteId);
}

/** The tenant's object, wherever it lives. */
export function tenantOf(env: ObjectBindings, tenantId: string): TenantRpc {
  const states = stateCountOf(env);
  return states === 0
    ? objectOf<TenantRpc>(env.TENANTS, tenantId)
    : stateProcessOf(env, stateOfTenant(tenantId, states)).tenant(tenantId);
}

function stateCountOf({ STATE_COUNT }: ObjectBindings): number {
  return Number(STATE_COUNT ?? "0");
}

function stateProcessOf(env: ObjectBindings, index: number): StateProcessRpc {
  return (env as unknown as Readonly<Record<string, StateProcessRpc>>)[`STATE_${index}`]!;
}

function objectOf<Rpc>(namespace: DurableObjectNamespace, name: string): Rpc {
  return namespace.get(namespace.idFromName(name)) as unknown as Rpc;
}
