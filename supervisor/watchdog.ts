/** What a ping found. */
export type PingAnswer =
  /** It does its work. */
  | "healthy"
  /** It answers, and cannot work yet: a database that recovers. */
  | "busy"
  /** No answer. */
  | "silent";

export interface WatchdogTimes {
  /** Between two pings of a process that was healthy, in milliseconds. */
  readonly intervalMs: number;
  /** Silence after which a process that has answered is killed, in milliseconds; Infinity for never. */
  readonly silenceMsMax: number;
  /** The same for a process that has not answered since it was started. */
  readonly startMsMax: number;
}

/** One life of a process, as its watchdog sees it. */
export interface WatchdogState {
  readonly silenceMs: number;
  readonly hasAnswered: boolean;
  readonly healthy: boolean;
  readonly observedAtMs: number;
}

/** Between two pings of a process that is starting, in milliseconds: whoever waits should not wait for us. */
const startingIntervalMs = 25;

export function beginWatch(nowMs: number): WatchdogState {
  return { silenceMs: 0, hasAnswered: false, healthy: false, observedAtMs: nowMs };
}

/**
 * The state after a ping. Each ping adds at most the time it was given, so that a supervisor which was
 * suspended, and with it its clock's idea of silence, does not shoot processes that are well.
 *
 * @param nowMs a clock that never goes back
 */
export function observePing(
  state: WatchdogState,
  answer: PingAnswer,
  times: WatchdogTimes,
  nowMs: number,
): WatchdogState {
  if (answer !== "silent")
    return { silenceMs: 0, hasAnswered: true, healthy: answer === "healthy", observedAtMs: nowMs };
  const elapsedMs = Math.max(0, nowMs - state.observedAtMs);
  const silenceMs = state.silenceMs + Math.min(elapsedMs, 2 * times.intervalMs);
  return { ...state, silenceMs, observedAtMs: nowMs, healthy: state.healthy && silenceMs < times.silenceMsMax };
}

/** Whether the process has been silent for too long. */
export function mustKill(state: WatchdogState, times: WatchdogTimes): boolean {
  return state.silenceMs >= (state.hasAnswered ? times.silenceMsMax : times.startMsMax);
}

/** How long to wait before the next ping, in milliseconds. */
export function nextPingMs(state: WatchdogState, times: WatchdogTimes): number {
  if (state.healthy && state.silenceMs === 0) return times.intervalMs;
  return Math.min(startingIntervalMs, times.intervalMs);
}
