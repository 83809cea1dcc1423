/** How long a request holds on while a state process starts again, in milliseconds; then 503. */
export const patienceMs = 2_000;

/** The wait before the next try, in milliseconds, after that many failed ones: 5, 10, 20, 40, then 50. */
export function backoffMs(failures: number): number {
  return Math.min(50, 5 * 2 ** Math.max(0, failures - 1));
}

/** The objects could not be reached for as long as a request may wait. */
export class WebsiteUnavailable extends Error {
  override readonly name = "WebsiteUnavailable";
}
