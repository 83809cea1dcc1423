import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns } from "#control-plane/jobs/turns.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks for as many turns, and notes which has begun. */
function askFor(count: number) {
  const turns = new Turns();
  const begun: number[] = [];
  const ends = Array.from({ length: count }, async (_, number) => {
    const end = await turns.take();
    begun.push(number);
    return end;
  });
  return { begun, end: async (number: number) => (await ends[number]!)() };
}

test("turns are had one at a time, in the order in which they were asked for", async () => {
  const { begun, end } = askFor(3);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([0]);
  await end(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([0, 1]);
  await end(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(begun).toEqual([0, 1, 2]);
});

test("a turn that is not ended keeps the next one for a second", async () => {
  const { begun, end } = askFor(3);
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual([0, 1]);
  await end(0);
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).toEqual([0, 1]);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual([0, 1, 2]);
});
