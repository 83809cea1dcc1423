/**
 * Milliseconds, with fractions, of the machine's monotonic clock (CLOCK_MONOTONIC): the same in every
 * process of the machine, and untouched by steps of the wall clock.
 */
export function monotonicMs(): number {
  return performance.now() + offsetMs;
}

/** `performance.now()` counts the same clock from the start of the process, and makes no bigint a call. */
const offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
