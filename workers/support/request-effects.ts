/** The wall clock and timers of the request that asks. */
export const requestEffects = {
  now: (): number => Date.now(),
  wait: (ms: number): Promise<unknown> => scheduler.wait(ms),
};
