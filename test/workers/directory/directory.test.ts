import { env, evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { DirectoryRpc } from "#domain/contracts/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";

const { DIRECTORY } = env as unknown as ObjectBindings;

function shard(): DirectoryRpc & DurableObjectStub {
  return DIRECTORY.get(DIRECTORY.idFromName(`test-${crypto.randomUUID()}`)) as unknown as DirectoryRpc &
    DurableObjectStub;
}

describe("a shard of the hostname directory", () => {
  test("gives a hostname to one website, and to the same one again", async () => {
    const directory = shard();
    expect(await directory.claim("a.test", "one")).toEqual({ ok: true, value: null });
    expect((await directory.claim("a.test", "one")).ok).toBe(true);
    expect(await directory.claim("a.test", "two")).toMatchObject({
      failure: { code: "hostname-taken", facts: { hostname: "a.test" } },
    });
    expect([await directory.resolve("a.test"), await directory.resolve("b.test")]).toEqual(["one", null]);
  });

  test("gives it to exactly one of many that ask at once", async () => {
    const directory = shard();
    const ids = ["one", "two", "three", "four", "five"];
    const claims = await Promise.all(ids.map((id) => directory.claim("a.test", id)));
    const winners = ids.filter((_, index) => claims[index]!.ok);
    expect(winners).toEqual([await directory.resolve("a.test")]);
  });

  test("lets only its website give it up, also twice", async () => {
    const directory = shard();
    await directory.claim("a.test", "one");
    await directory.release("a.test", "two");
    expect(await directory.resolve("a.test")).toBe("one");
    await directory.release("a.test", "one");
    await directory.release("a.test", "one");
    expect((await directory.claim("a.test", "two")).ok).toBe(true);
  });

  test("remembers after a restart", async () => {
    const directory = shard();
    await directory.claim("a.test", "one");
    await evictDurableObject(directory);
    expect(await directory.resolve("a.test")).toBe("one");
  });
});
