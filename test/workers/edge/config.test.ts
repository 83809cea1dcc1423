import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { configOf, type Env } from "#workers/config.ts";

test("the bindings of wrangler.toml are valid, and parsed once", () => {
  const bindings = env as unknown as Env;
  expect(configOf(bindings)).toMatchObject({ stateCount: 0, clockSteps: false, yieldEvery: 8 });
  expect(configOf(bindings)).toBe(configOf(bindings));
});

test("every fault is reported at once", () => {
  const broken = { STATE_COUNT: "x", CLOCK_STEPS: "maybe", API_HOSTNAME: "API" };
  expect(() => configOf(broken)).toThrow(/STATE_COUNT[^]*API_HOSTNAME[^]*CLOCK_STEPS/);
  expect(() => configOf({ STATE_COUNT: "2" })).toThrow(/BLOBS[^]*STATE_0[^]*STATE_1/);
});
