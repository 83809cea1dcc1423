import { expect, test } from "vitest";
import { writingsInDoubt } from "#durable-objects/website/writings-in-doubt.ts";

test("after a writing that ended the object's instance, the next one waits before it tries, and then tries", () => {
  let now = 1_000_000;
  const website = crypto.randomUUID();
  const before = writingsInDoubt(website, () => now);
  before.begin();
  before.end();
  expect(before.pauseMs()).toBe(0);
  before.begin();
  const after = writingsInDoubt(website, () => now);
  expect(after.pauseMs()).toBe(30_000);
  expect(writingsInDoubt(crypto.randomUUID(), () => now).pauseMs()).toBe(0);
  now -= 3_600_000;
  expect(after.pauseMs()).toBe(30_000);
  now += 3_600_000 + 30_000;
  expect(after.pauseMs()).toBe(0);
  after.begin();
  after.end();
  now += 10;
  expect(after.pauseMs()).toBe(0);
});
