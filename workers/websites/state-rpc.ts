import type { DirectoryRpc, StateProcessRpc, TenantRpc, WebsiteRpc } from "#domain/contracts/index.ts";
import {
  shardName,
  shardOfHostname,
  stateOfShard,
  stateOfTenant,
  stateOfWebsite,
} from "#durable-objects/support/placement.ts";
import { configOf, type Env } from "#workers/config.ts";

/**
 * Ways to the objects: their own stubs on Cloudflare; self-hosted, capabilities of the state process that
 * owns them. Both take the same calls. A way belongs to the request that made it: keep values, never these.
 */
export function websiteRpc(env: Env, websiteId: string): WebsiteRpc {
  const { stateCount } = configOf(env);
  return stateCount === 0
    ? objectOf<WebsiteRpc>(env.WEBSITES!, websiteId)
    : stateProcess(env, stateOfWebsite(websiteId, stateCount)).website(websiteId);
}

/** The directory's shard that knows the hostname. */
export function directoryRpc(env: Env, hostname: string): DirectoryRpc {
  const { stateCount } = configOf(env);
  const shard = shardOfHostname(hostname);
  return stateCount === 0
    ? objectOf<DirectoryRpc>(env.DIRECTORY!, shardName(shard))
    : stateProcess(env, stateOfShard(shard, stateCount)).directory(shard);
}

/** The tenant's object. */
export function tenantRpc(env: Env, tenantId: string): TenantRpc {
  const { stateCount } = configOf(env);
  return stateCount === 0
    ? objectOf<TenantRpc>(env.TENANTS!, tenantId)
    : stateProcess(env, stateOfTenant(tenantId, stateCount)).tenant(tenantId);
}

/** Passes a WebSocket upgrade on to the website's object, which accepts it. */
export function fetchWebsite(env: Env, websiteId: string, request: Request): Promise<Response> {
  const { stateCount } = configOf(env);
  return stateCount === 0
    ? env.WEBSITES!.get(env.WEBSITES!.idFromName(websiteId)).fetch(request)
    : stateProcess(env, stateOfWebsite(websiteId, stateCount)).fetch(request);
}

/** The state process of this number. Throws where there is none. */
export function stateProcess(env: Env, index: number): StateProcessRpc {
  const bound = env as unknown as Readonly<Record<string, StateProcessRpc | undefined>>;
  const state = bound[`STATE_${index}`];
  if (state === undefined) throw new Error(`the binding STATE_${index} is missing`);
  return state;
}

function objectOf<Rpc>(namespace: DurableObjectNamespace, name: string): Rpc {
  return namespace.get(namespace.idFromName(name)) as unknown as Rpc;
}
