import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redisConfigSchema, redisProvider } from "#control-plane/drivers/redis/index.ts";
import { openRedis, openRedisAs, redisHarness, type Session } from "./support/redis-harness.ts";
import { startRedis, type TestRedis } from "./support/start-redis.ts";
import { makeTenant } from "./support/tenants.ts";
import { describeProvider } from "./provider/index.ts";

describeProvider("redis", async () => redisHarness(await startRedis()));

const never = new AbortController().signal;

describe("redis", () => {
  let redis: TestRedis;
  let admin: Session;
  beforeAll(async () => {
    redis = await startRedis();
    admin = await openRedis(redis.url);
  });
  afterAll(async () => {
    admin.close();
    await redis.stop();
  });

  test("whoever came in by a password that was added behind our back is thrown out when that is put right", async () => {
    const tenant = makeTenant();
    const provider = redisProvider({ url: redis.url });
    await provider.ensure(tenant, never);
    await admin.send("ACL", "SETUSER", `tenant-${tenant.tenantId}`, ">stolen");
    const thief = await openRedis(`redis://127.0.0.1:${redis.port}`, `tenant-${tenant.tenantId}`, "stolen");
    await provider.ensure(tenant, never);
    await expect(thief.send("GET", `tenant:${tenant.tenantId}:mark`)).rejects.toThrow();
    thief.close();
    provider.close();
  });

  test("who was connected when a tenant was taken away writes nothing any more", async () => {
    const tenant = makeTenant();
    const provider = redisProvider({ url: redis.url });
    await provider.ensure(tenant, never);
    const session = await openRedisAs(redis, tenant);
    await session.send("SET", `tenant:${tenant.tenantId}:a`, "1");
    await provider.remove(tenant.tenantId, never);
    await expect(session.send("SET", `tenant:${tenant.tenantId}:b`, "1")).rejects.toThrow();
    expect(await provider.remains(tenant.tenantId, never)).toEqual([]);
    session.close();
    provider.close();
  });

  test("20,000 keys among 20,000 of others are taken away, in slices, and none of the others", async () => {
    const [mine, theirs] = [makeTenant(), makeTenant()];
    const provider = redisProvider({ url: redis.url });
    for (const { tenantId } of [mine, theirs]) {
      const fill = `for i = 1, 20000 do redis.call('set', 'tenant:${tenantId}:' .. i, i) end`;
      await admin.send("EVAL", fill, "0");
    }
    const startedAtMs = performance.now();
    await provider.remove(mine.tenantId, never);
    expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    expect(await provider.remains(mine.tenantId, never)).toEqual([]);
    expect(await admin.send("EXISTS", `tenant:${theirs.tenantId}:1`, `tenant:${theirs.tenantId}:20000`)).toBe(2);
    await provider.remove(theirs.tenantId, never);
    provider.close();
  });

  test("no scratch user stays behind, and no password is in the server's log of slow commands", async () => {
    const tenant = makeTenant();
    const provider = redisProvider({ url: redis.url });
    await admin.send("CONFIG", "SET", "slowlog-log-slower-than", "0");
    await provider.ensure(tenant, never);
    await provider.compare(tenant, never);
    expect(JSON.stringify(await admin.send("ACL", "USERS"))).not.toContain("scratch");
    expect(JSON.stringify(await admin.send("SLOWLOG", "GET", "100"))).not.toContain(await tenant.secret("redis"));
    provider.close();
  });

  test("users outlive a restart of the server, and those that were taken away do not come back", async () => {
    const own = await startRedis();
    const [kept, gone] = [makeTenant(), makeTenant()];
    const provider = redisProvider({ url: own.url });
    for (const tenant of [kept, gone]) await provider.ensure(tenant, never);
    await provider.remove(gone.tenantId, never);
    await own.restart();
    expect(await provider.compare(kept, never).catch(() => provider.compare(kept, never))).toEqual([]);
    expect(await provider.remains(gone.tenantId, never)).toEqual([]);
    expect(await provider.health(never)).toMatchObject({ status: "ok", detail: null });
    provider.close();
    await own.stop();
  });

  test("a server without a file for its users is said to forget them, and they are mended after a restart", async () => {
    const own = await startRedis({ aclFile: false });
    const tenant = makeTenant();
    const provider = redisProvider({ url: own.url });
    await provider.ensure(tenant, never);
    expect((await provider.health(never)).detail).toContain("No aclfile is configured");
    await own.restart();
    await provider.health(never);
    expect((await provider.ensure(tenant, never)).length).toBe(1);
    (await openRedisAs(own, tenant)).close();
    provider.close();
    await own.stop();
  });

  test("a wrong password of the platform's own is no reason to try again, and its health says so", async () => {
    const provider = redisProvider({ url: `redis://default:wrong@127.0.0.1:${redis.port}` });
    await expect(provider.ensure(makeTenant(), never)).rejects.toThrow("WRONGPASS");
    expect(await provider.health(never)).toMatchObject({
      status: "unavailable",
      detail: expect.stringContaining("refuses the platform"),
    });
    provider.close();
  });

  test("1,000 tenants, 16 at a time, are made in seconds", async () => {
    const provider = redisProvider({ url: redis.url });
    const tenants = Array.from({ length: 1_000 }, () => makeTenant());
    const startedAtMs = performance.now();
    const queue = tenants.values();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (const tenant of queue) await provider.ensure(tenant, never);
      }),
    );
    expect(performance.now() - startedAtMs).toBeLessThan(30_000);
    provider.close();
  });

  test("an address with a database in it is refused", () => {
    expect(redisConfigSchema.safeParse({ REDIS_URL: "redis://127.0.0.1:6379/1" }).success).toBe(false);
    expect(redisConfigSchema.safeParse({ REDIS_URL: "rediss://u:p@redis.example:6379" }).success).toBe(true);
    expect(redisConfigSchema.safeParse({}).success).toBe(true);
  });
});
