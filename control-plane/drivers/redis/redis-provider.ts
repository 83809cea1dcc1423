import { randomUUID } from "node:crypto";
import { z } from "zod";
import {
  ProviderUnavailable,
  StatusClock,
  tenantIdsIn,
  type Drift,
  type ProviderHealth,
  type TenantProvider,
  type TenantResources,
} from "../provider/index.ts";
import { aclRule, redisPrefix, redisUserName } from "./acl-rule.ts";
import { compareAclUsers, parseAclUser } from "./acl-user.ts";
import { findAclFile, inspectServer } from "./check-health.ts";
import { RedisConnection } from "./connection.ts";
import { hasKeys, removeKeys } from "./remove-keys.ts";

const namesSchema = z.array(z.string());

export interface RedisProviderOptions {
  /** Of an administrator, e.g. `redis://platform:secret@127.0.0.1:6379`. Without a database: tenants have the first. */
  readonly url: string;
  /** For each command. */
  readonly timeoutMs?: number;
}

/** With what a tenant's own programs sign in, and how their keys and channels begin. */
export interface RedisCredentials {
  readonly username: string;
  readonly password: string;
  readonly prefix: string;
}

export async function redisCredentials(tenant: TenantResources): Promise<RedisCredentials> {
  return {
    username: redisUserName(tenant.tenantId),
    password: await tenant.secret("redis"),
    prefix: redisPrefix(tenant.tenantId),
  };
}

/**
 * A user a tenant, who reaches keys and channels with the tenant's prefix alone. Redis has no limit of memory by
 * user: how much a tenant keeps is for whoever hands out the capability to bound.
 */
export function redisProvider({ url, timeoutMs = 5_000 }: RedisProviderOptions): TenantProvider & { close(): void } {
  const connection = new RedisConnection(url, timeoutMs);
  const clock = new StatusClock();

  /**
   * What the rule comes to is the server's to say, and differs by version: so a second user is made by the same rule, asked
   * about and deleted within one transaction, in which nobody ever sees it.
   */
  async function compare(tenant: TenantResources, signal: AbortSignal): Promise<readonly Drift[]> {
    const name = redisUserName(tenant.tenantId);
    const scratch = `scratch-${randomUUID()}`;
    const [, expected, actual] = await connection.transaction(
      [
        ["ACL", "SETUSER", scratch, ...aclRule(tenant.tenantId, await tenant.secret("redis"))],
        ["ACL", "GETUSER", scratch],
        ["ACL", "GETUSER", name],
        ["ACL", "DELUSER", scratch],
      ],
      signal,
    );
    return compareAclUsers(name, parseAclUser(actual), parseAclUser(expected)!);
  }

  /** What a crash keeps from the file is missing after the server's next start, and is mended like all that is missing. */
  async function save(signal: AbortSignal): Promise<void> {
    if ((await findAclFile(connection, signal)) === "configured") await connection.command(["ACL", "SAVE"], signal);
  }

  return {
    name: "redis",
    compare,
    async ensure(tenant, signal) {
      const drifts = await compare(tenant, signal);
      if (drifts.length === 0) return drifts;
      const name = redisUserName(tenant.tenantId);
      const rule = aclRule(tenant.tenantId, await tenant.secret("redis"));
      // Whoever came in by what was wrong is still connected: they sign in again, or not.
      await connection.transaction(
        [
          ["ACL", "SETUSER", name, ...rule],
          ["CLIENT", "KILL", "USER", name],
        ],
        signal,
      );
      await save(signal);
      return drifts;
    },
    async remove(tenantId, signal) {
      // First the user, so that nothing is written behind the scan. The file is written even if there was none: one that
      // a crash left in it would come back with the next start.
      await connection.command(["ACL", "DELUSER", redisUserName(tenantId)], signal);
      await save(signal);
      await removeKeys(connection, tenantId, signal);
    },
    async remains(tenantId, signal) {
      const name = redisUserName(tenantId);
      const user = parseAclUser(await connection.command(["ACL", "GETUSER", name], signal));
      return [
        ...(user === null ? [] : [`The Redis user ${name}.`]),
        ...((await hasKeys(connection, tenantId, signal)) ? [`Keys that begin with ${redisPrefix(tenantId)}.`] : []),
      ];
    },
    async list(_, signal) {
      const names = namesSchema.parse(await connection.command(["ACL", "USERS"], signal));
      return { tenantIds: tenantIdsIn(names, redisUserName("")), next: null };
    },
    async health(signal): Promise<ProviderHealth> {
      try {
        return clock.note("ok", await inspectServer(connection, signal));
      } catch (error) {
        signal.throwIfAborted();
        const isAway = error instanceof ProviderUnavailable;
        const said = error instanceof Error ? error.message : String(error);
        return clock.note("unavailable", isAway ? said : `Redis refuses the platform: ${said}`);
      }
    },
    close: () => connection.close(),
  };
}
