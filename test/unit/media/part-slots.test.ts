import { expect, test } from "vitest";
import { PartSlots } from "#control-plane/services/uploads/part-slots.ts";

/** A clock that moves when it is told to. */
function stoppedClock() {
  let nowMs = 0;
  const timers = new Map<() => void, number>();
  return {
    setTimer(callback: () => void, ms: number) {
      timers.set(callback, nowMs + ms);
      return () => void timers.delete(callback);
    },
    pass(ms: number) {
      nowMs += ms;
      for (const [callback, dueMs] of timers) if (dueMs <= nowMs && timers.delete(callback)) callback();
    },
    count: () => timers.size,
  };
}

function slotsWith(atOnce: number, ofTenant: number) {
  const clock = stoppedClock();
  const slots = new PartSlots({ atOnce, ofTenant, waitMsMax: 10_000, setTimer: clock.setTimer });
  const begun: string[] = [];
  /** A part that is received until it is ended. */
  const part = (tenantId: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const done = slots.use(tenantId, () => {
      begun.push(tenantId);
      return promise;
    });
    return { done, end: () => resolve("received"), cutOff: () => reject(new Error("cut off")) };
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { ...clock, part, begun, settle };
}

test("so many parts are received at a time, and of a tenant so many; the next that may is who waited longest", async () => {
  const { part, begun, settle, count } = slotsWith(3, 2);
  const parts = ["a", "a", "a", "b", "c", "b"].map((tenantId) => part(tenantId));
  await settle();
  expect(begun).toEqual(["a", "a", "b"]);
  parts[3]!.end();
  await settle();
  // Another of "a" waits longer, but that tenant has its share.
  expect(begun).toEqual(["a", "a", "b", "c"]);
  parts[0]!.end();
  await settle();
  expect(begun).toEqual(["a", "a", "b", "c", "a"]);
  for (const { end } of parts) end();
  expect(await Promise.all(parts.map(({ done }) => done))).toEqual(Array.from({ length: 6 }, () => "received"));
  expect([begun.at(-1), count()]).toEqual(["b", 0]);
});

test("a part whose turn does not come in ten seconds is not received, and keeps nobody's place", async () => {
  const { part, begun, settle, pass, count } = slotsWith(1, 1);
  const first = part("a");
  const [late, other] = [part("b"), part("c")];
  await settle();
  pass(9_999);
  first.end();
  await settle();
  expect(begun).toEqual(["a", "b"]);
  pass(1);
  expect(await other.done).toBeNull();
  late.end();
  expect(await late.done).toBe("received");
  const next = part("c");
  next.end();
  expect(await next.done).toBe("received");
  expect(count()).toBe(0);
});

test("a part that is cut off makes way", async () => {
  const { part } = slotsWith(1, 1);
  const [first, second] = [part("a"), part("a")];
  first.cutOff();
  await expect(first.done).rejects.toThrow("cut off");
  second.end();
  expect(await second.done).toBe("received");
});
