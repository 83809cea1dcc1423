import { expect, test } from "vitest";
import { Allowance } from "#durable-objects/website/allowance.ts";

test("an allowance is a burst at once, then so many a second, however the clock steps", () => {
  let now = 1_000_000;
  const allowance = new Allowance({ burst: 5, perSecond: 2 }, () => now);
  const taken = (tries: number) => Array.from({ length: tries }, () => allowance.take()).filter(Boolean).length;
  expect(taken(10)).toBe(5);
  now += 1_000;
  expect(taken(10)).toBe(2);
  now += 250;
  expect(taken(10)).toBe(0);
  now += 250;
  expect(taken(10)).toBe(1);
  now -= 3_600_000;
  expect(taken(10)).toBe(0);
  now += 500;
  expect(taken(10)).toBe(1);
  now += 3_600_000;
  expect(taken(10)).toBe(5);
});
