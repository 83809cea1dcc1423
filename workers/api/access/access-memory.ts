import { BoundedMap } from "#workers/support/bounded-map.ts";

/** Websites whose owners an isolate remembers. */
const ownersMax = 50_000;

/** What an isolate remembers of who may what, beyond one request. */
export interface AccessMemory {
  /** Tenants by the websites that they own. */
  readonly owners: BoundedMap<string>;
}

const memories = new WeakMap<object, AccessMemory>();

/** @param env the isolate's bindings */
export function accessMemoryOf(env: object): AccessMemory {
  let memory = memories.get(env);
  if (memory === undefined) memories.set(env, (memory = { owners: new BoundedMap(ownersMax) }));
  return memory;
}
