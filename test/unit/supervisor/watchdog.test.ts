import { describe, expect, test } from "vitest";
import { beginWatch, mustKill, nextPingMs, observePing, type PingAnswer } from "#supervisor/watchdog.ts";

const times = { intervalMs: 250, silenceMsMax: 1_000, startMsMax: 10_000 };

/** The state after answers at given times, in milliseconds. */
function observe(answers: readonly (readonly [number, PingAnswer])[]) {
  return answers.reduce((state, [atMs, answer]) => observePing(state, answer, times, atMs), beginWatch(0));
}

describe("the watchdog", () => {
  test("spares a process that answers, however long it lives", () => {
    const state = observe([
      [10, "healthy"],
      [260, "healthy"],
      [100_000, "healthy"],
    ]);
    expect(mustKill(state, times)).toBe(false);
    expect(state.healthy).toBe(true);
  });

  test("kills a process that answered and then is silent for the longest silence", () => {
    const answers: [number, PingAnswer][] = [
      [0, "healthy"],
      [500, "silent"],
      [775, "silent"],
    ];
    expect(mustKill(observe(answers), times)).toBe(false);
    expect(mustKill(observe([...answers, [1_050, "silent"]]), times)).toBe(true);
  });

  test("one answer forgives the silence before it", () => {
    const state = observe([
      [0, "healthy"],
      [500, "silent"],
      [900, "silent"],
      [950, "healthy"],
      [1_450, "silent"],
    ]);
    expect(mustKill(state, times)).toBe(false);
  });

  test("gives a process that is starting its own, longer time", () => {
    const pings = (untilMs: number) =>
      Array.from({ length: untilMs / 250 }, (_, i) => [(i + 1) * 250, "silent"] as const);
    expect(mustKill(observe(pings(9_750)), times)).toBe(false);
    expect(mustKill(observe(pings(10_000)), times)).toBe(true);
  });

  test("does not count the time for which the supervisor itself was suspended", () => {
    expect(
      mustKill(
        observe([
          [0, "healthy"],
          [3_600_000, "silent"],
        ]),
        times,
      ),
    ).toBe(false);
  });

  test("a busy answer is a sign of life, and not yet health", () => {
    const state = observe([[0, "busy"]]);
    expect(state.healthy).toBe(false);
    expect(mustKill(state, times)).toBe(false);
  });

  test("asks often while there is no health, and at its interval afterwards", () => {
    expect(nextPingMs(beginWatch(0), times)).toBe(25);
    expect(nextPingMs(observe([[0, "healthy"]]), times)).toBe(250);
  });
});
