/** A named moment at which something has to be done. Times in milliseconds since the epoch. */
export interface Deadline {
  readonly name: string;
  /** When it was asked to run; null when only a retry is outstanding. */
  readonly atMs: number | null;
  /** When to try again; null unless a run has begun and not succeeded. */
  readonly retryAtMs: number | null;
  /** Runs begun since the last success. */
  readonly attempts: number;
}

/** The first and the longest wait before a run is tried again. */
const retryMsMin = 1_000;
export const retryMsMax = 300_000;

/** How long to wait after that many failed runs: doubled with each. */
export function retryDelayMs(attempts: number): number {
  return Math.min(retryMsMax, retryMsMin * 2 ** Math.min(attempts - 1, 20));
}

/** When a deadline is to run. While it fails the wait after a failure rules, so that nothing can make it spin. */
function dueAtMs(deadline: Deadline): number {
  return deadline.retryAtMs ?? deadline.atMs ?? Number.POSITIVE_INFINITY;
}

/** When the object's one alarm has to ring; null for never. */
export function nextAlarm(deadlines: readonly Deadline[]): number | null {
  const earliest = Math.min(...deadlines.map(dueAtMs));
  return Number.isFinite(earliest) ? earliest : null;
}

/** Those to be run now, the longest overdue first. */
export function dueDeadlines(deadlines: readonly Deadline[], nowMs: number): readonly Deadline[] {
  return deadlines.filter((deadline) => dueAtMs(deadline) <= nowMs).sort((a, b) => dueAtMs(a) - dueAtMs(b));
}

/** The deadline as it is stored before its run begins: a crash from here on ends in a retry. */
export function begun(deadline: Deadline, nowMs: number): Deadline {
  const attempts = deadline.attempts + 1;
  return { name: deadline.name, atMs: null, retryAtMs: nowMs + retryDelayMs(attempts), attempts };
}
