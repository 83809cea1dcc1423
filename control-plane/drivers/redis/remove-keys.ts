import { z } from "zod";
import type { RedisConnection } from "./connection.ts";
import { redisPrefix } from "./acl-rule.ts";

const scanSchema = z.tuple([z.string(), z.array(z.string())]);

/** How many keys the server looks at before it serves others; a millisecond or so. */
const keysASlice = 1_000;

/**
 * Removes a tenant's keys, slice by slice: others are served in between, and one that is interrupted is begun again.
 * For when nobody can write them any more. Memory is freed in the background.
 */
export async function removeKeys(connection: RedisConnection, tenantId: string, signal: AbortSignal): Promise<void> {
  for await (const keys of scanKeys(connection, tenantId, signal)) {
    if (keys.length > 0) await connection.command(["UNLINK", ...keys], signal);
  }
}

/** Whether a tenant has any key. Looks at all keys of the server when it has none. */
export async function hasKeys(connection: RedisConnection, tenantId: string, signal: AbortSignal): Promise<boolean> {
  for await (const keys of scanKeys(connection, tenantId, signal)) {
    if (keys.length > 0) return true;
  }
  return false;
}

/** A tenant id is a UUID: nothing in the pattern needs to be escaped. */
async function* scanKeys(connection: RedisConnection, tenantId: string, signal: AbortSignal): AsyncGenerator<string[]> {
  let cursor = "0";
  do {
    const scan = ["SCAN", cursor, "MATCH", `${redisPrefix(tenantId)}*`, "COUNT", String(keysASlice)];
    const [next, keys] = scanSchema.parse(await connection.command(scan, signal));
    yield keys;
    cursor = next;
  } while (cursor !== "0");
}
