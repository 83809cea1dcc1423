import { createHash } from "node:crypto";

/** The name of a tenant's user. */
export function redisUserName(tenantId: string): string {
  return `tenant-${tenantId}`;
}

/** With what each of a tenant's keys and channels begins. */
export function redisPrefix(tenantId: string): string {
  return `tenant:${tenantId}:`;
}

/**
 * Whatever names its keys, so that the server can check them, and nothing else. Taken out of the allowed categories is what
 * shows or changes what is not the tenant's: all keys (`keys`, `scan`, `randomkey`, `dbsize`), all channels
 * (`pubsub`), functions, which the whole server shares and `@write` would let it replace, and other databases
 * (`select`, `move`, `copy`), in which its keys would not be found again.
 */
const commands = (
  "-@all +@read +@write +@connection +@transaction +@pubsub -@dangerous -@scripting -@admin " +
  "-keys -scan -randomkey -dbsize -pubsub -select -move -copy -swapdb -client +client|setname"
).split(" ");

/**
 * The whole rule of a tenant's user, as `ACL SETUSER` takes it: it begins with a reset, so that nothing stays of what
 * was there. The password is given as its hash: it is in no log of the server's.
 */
export function aclRule(tenantId: string, password: string): string[] {
  const hash = createHash("sha256").update(password).digest("hex");
  const prefix = redisPrefix(tenantId);
  return ["reset", "on", `#${hash}`, `~${prefix}*`, `&${prefix}*`, ...commands];
}
