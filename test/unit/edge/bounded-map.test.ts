import { expect, test } from "vitest";
import { BoundedMap } from "#workers/support/bounded-map.ts";

test("it never weighs more than its bound", () => {
  const map = new BoundedMap<number>(100);
  for (let key = 0; key < 1_000; key++) {
    map.set(`${key % 37}`, key, 1 + (key % 60));
    expect(map.weight).toBeLessThanOrEqual(100);
  }
});

test("what is read is spared before what is not", () => {
  const map = new BoundedMap<string>(3);
  for (const key of ["a", "b", "c"]) map.set(key, key);
  map.get("a");
  map.set("d", "d");
  expect(map.get("a")).toBe("a");
  expect(map.get("b")).toBeUndefined();
});

test("what alone is heavier than the bound is not kept, and what it replaces goes", () => {
  const map = new BoundedMap<string>(10);
  map.set("a", "small", 1);
  map.set("a", "huge", 11);
  expect(map.get("a")).toBeUndefined();
  expect(map.weight).toBe(0);
});

test("setting a key again does not add up", () => {
  const map = new BoundedMap<string>(10);
  map.set("a", "x", 6);
  map.set("a", "y", 6);
  expect(map.weight).toBe(6);
  expect(map.size).toBe(1);
});
