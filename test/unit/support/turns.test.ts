import { expect, test } from "vitest";
import { Turns } from "#durable-objects/support/turns.ts";

test("a turn is taken only while nobody has it or waits for it, and others wait until it is given back", async () => {
  const turns = new Turns();
  const giveBack = turns.take("a");
  expect(giveBack).not.toBeNull();
  expect(turns.take("a")).toBeNull();
  turns.take("b")!();
  const order: string[] = [];
  const waiting = turns.run("a", async () => void order.push("the one that waited"));
  await Promise.resolve();
  order.push("the one that took it");
  giveBack!();
  await waiting;
  expect(order).toEqual(["the one that took it", "the one that waited"]);
  const failing = turns.run("a", () => Promise.reject(new Error("no")));
  expect(turns.take("a")).toBeNull();
  await expect(failing).rejects.toThrow("no");
  await new Promise(setImmediate);
  expect(turns.take("a")).not.toBeNull();
});
