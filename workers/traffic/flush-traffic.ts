import type { TrafficCall } from "#domain/contracts/index.ts";
import type { IsolateTraffic, TrafficAnswer } from "./isolate-traffic.ts";

export interface FlushEffects {
  now(): number;
  wait(ms: number): Promise<unknown>;
  /** Never throws: null for what was not answered. */
  call(calls: readonly TrafficCall[]): Promise<readonly TrafficAnswer[]>;
  /** Calls that may be under way at once. */
  readonly callsMax: number;
  /** How long the flusher's context may live, in milliseconds. */
  readonly lifeMs: number;
}

const flushEveryMs = 500;

/**
 * Sends what has no renewal to ride on, until all is settled or another flusher has taken over. Only websites that
 * something was counted for are called, so that none is woken that had no visitors.
 */
export async function flushTraffic(traffic: IsolateTraffic, effects: FlushEffects): Promise<void> {
  const begunAt = effects.now();
  const flusher = traffic.beginFlusher(begunAt);
  try {
    do {
      await effects.wait(flushEveryMs);
      const calls = traffic.due(effects.now(), effects.callsMax);
      if (calls.length === 0) continue;
      const answers = await effects.call(calls);
      for (const [index, call] of calls.entries()) traffic.receive(call, answers[index] ?? null);
    } while (traffic.goesOn(flusher, effects.now()) && Math.abs(effects.now() - begunAt) < effects.lifeMs);
  } finally {
    traffic.endFlusher(flusher);
  }
}
