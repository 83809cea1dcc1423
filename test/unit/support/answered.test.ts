import { expect, test } from "vitest";
import { answered } from "#durable-objects/support/answered.ts";

test("what is answered in time is given on, and so is how it failed", async () => {
  expect(await answered(Promise.resolve("yes"), 1_000)).toBe("yes");
  await expect(answered(Promise.reject(new Error("away")), 1_000)).rejects.toThrow("away");
});

test("what never answers is waited for no longer than was said", async () => {
  await expect(answered(new Promise(() => {}), 5)).rejects.toThrow("no answer came within 5 ms");
});
