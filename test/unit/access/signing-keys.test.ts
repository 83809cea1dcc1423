import { generateKeyPairSync } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { JWK } from "jose";
import { KeysUnavailable, SigningKeys, type KeyEffects } from "#workers/api/access/signing-keys.ts";

function newJwk(kid: string): JWK {
  return { ...(generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }) as JWK), kid };
}

let keys: SigningKeys;
let now: number;
let asked: number;
let published: readonly JWK[] | null;
const effects: KeyEffects = {
  now: () => now,
  wait: async () => void (await new Promise((resolve) => setTimeout(resolve, 1))),
  async fetchKeys() {
    asked += 1;
    const answer = published;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return answer;
  },
};
const isFound = async (kid: string) => (await keys.find(kid, effects)) !== null;

beforeEach(() => {
  keys = new SigningKeys();
  now = 1_000_000;
  asked = 0;
  published = [newJwk("a")];
});

describe("signing keys", () => {
  test("are asked for once, by however many, and kept for ten minutes", async () => {
    expect(await Promise.all(Array.from({ length: 20 }, () => isFound("a")))).toEqual(Array(20).fill(true));
    now += 599_999;
    expect([await isFound("a"), asked]).toEqual([true, 1]);
    now += 1;
    expect([await isFound("a"), asked]).toEqual([true, 2]);
  });

  test("that are new are found at once, if nobody asked in the last five seconds", async () => {
    await isFound("a");
    published = [newJwk("b"), ...published!];
    now += 4_999;
    expect([await isFound("b"), asked]).toEqual([false, 1]);
    now += 1;
    expect([await isFound("b"), await isFound("a"), asked]).toEqual([true, true, 2]);
  });

  test("made up by the thousand are asked for once in five seconds", async () => {
    await isFound("a");
    now += 5_000;
    const tries = Array.from({ length: 1_000 }, (_, index) => isFound(`made-up-${index}`));
    expect(new Set(await Promise.all(tries))).toEqual(new Set([false]));
    expect(asked).toBe(2);
  });

  test("that are withdrawn are none any more once they were asked for again", async () => {
    await isFound("a");
    published = [newJwk("b")];
    now += 600_000;
    expect([await isFound("b"), keys.has("a")]).toEqual([true, false]);
  });

  test("are good for longer while the control plane is away; others cannot be told", async () => {
    await isFound("a");
    published = null;
    now += 3_600_000;
    expect(await isFound("a")).toBe(true);
    await expect(isFound("b")).rejects.toThrow(KeysUnavailable);
    expect(asked).toBe(2);
    published = [newJwk("b")];
    now += 5_000;
    expect(await isFound("b")).toBe(true);
  });

  test("cannot be told while the one who asks for them was cut off", async () => {
    const cutOff = { ...effects, fetchKeys: () => new Promise<null>(() => {}) };
    void keys.find("a", cutOff);
    now += 3_500;
    await expect(isFound("a")).rejects.toThrow(KeysUnavailable);
    now += 1_500;
    expect([await isFound("a"), await isFound("b"), asked]).toEqual([true, false, 1]);
  });

  test("of other kinds are none", async () => {
    published = [{ kty: "RSA", n: "x", e: "AQAB", kid: "a" }, { kty: "oct", k: "c2VjcmV0", kid: "b" }, newJwk("c")];
    expect([await isFound("a"), await isFound("b"), await isFound("c")]).toEqual([false, false, true]);
  });
});
