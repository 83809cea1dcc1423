import type { WatchdogTimes } from "#supervisor/watchdog.ts";

/** Asks as often as the platform's own does. */
export const watchdog: WatchdogTimes = { intervalMs: 1_000, silenceMsMax: 10_000, startMsMax: 30_000 };
