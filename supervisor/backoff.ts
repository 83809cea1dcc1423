const delaysMs = [0, 100, 250, 500, 1_000, 2_000] as const;

/** A part that lived this long, in milliseconds, is started again at once when it ends. */
export const steadyMs = 10_000;

/**
 * How long to wait before a part is started again, in milliseconds.
 *
 * @param quickEnds how often in a row it ended without having lived for `steadyMs`, this time included
 */
export function restartDelayMs(quickEnds: number): number {
  return delaysMs[Math.min(Math.max(quickEnds - 1, 0), delaysMs.length - 1)]!;
}
