import { setTimeout as sleep } from "node:timers/promises";
import { beginWatch, mustKill, nextPingMs, observePing, type PingAnswer, type WatchdogTimes } from "./watchdog.ts";

/** What is watched. */
export interface Watched {
  ping(timeoutMs: number): Promise<PingAnswer>;
  readonly watchdog: WatchdogTimes;
}

export interface WatchEffects {
  /** Called at each ping that finds it healthy. */
  readonly healthy: () => void;
  readonly kill: () => void;
}

/** Pings one life of a process until that ends or has to be ended. Never throws. */
export async function watchProcess(watched: Watched, ended: AbortSignal, effects: WatchEffects): Promise<void> {
  const times = watched.watchdog;
  let state = beginWatch(performance.now());
  while (!ended.aborted) {
    const answer = await watched.ping(times.intervalMs);
    if (ended.aborted) return;
    state = observePing(state, answer, times, performance.now());
    if (answer === "healthy") effects.healthy();
    if (mustKill(state, times)) return effects.kill();
    await sleep(nextPingMs(state, times), undefined, { signal: ended }).catch(() => {});
  }
}
