/** The wall clock and timers of the request that asks. */
export const requestEffects = {
  now: (): number => Date.now(),
  wait: (ms: number, signal?: AbortSignal): Promise<unknown> =>
    signal === undefined ? scheduler.wait(ms) : scheduler.wait(ms, { signal }),
};
