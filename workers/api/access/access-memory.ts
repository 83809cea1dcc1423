import { BoundedMap } from "#workers/support/bounded-map.ts";
import { AccessTokens } from "./access-tokens.ts";
import { RefusalLimit } from "./refusal-limit.ts";
import { TenantLeases } from "./tenant-leases.ts";

/** Websites whose owners an isolate remembers, tenants, tokens, and who was refused too often. */
const ownersMax = 50_000;
const tenantsMax = 10_000;
const tokensMax = 10_000;
const guessersMax = 10_000;

/** What an isolate remembers of who may what, beyond one request. */
export interface AccessMemory {
  /** Tenants by the websites that they own. */
  readonly owners: BoundedMap<string>;
  readonly tenants: TenantLeases;
  readonly tokens: AccessTokens;
  readonly refusals: RefusalLimit;
}

const memories = new WeakMap<object, AccessMemory>();

/** @param env the isolate's bindings */
export function accessMemoryOf(env: object): AccessMemory {
  let memory = memories.get(env);
  if (memory === undefined) memories.set(env, (memory = newAccessMemory()));
  return memory;
}

export function newAccessMemory(): AccessMemory {
  return {
    owners: new BoundedMap(ownersMax),
    tenants: new TenantLeases(tenantsMax),
    tokens: new AccessTokens(tokensMax),
    refusals: new RefusalLimit(guessersMax),
  };
}
