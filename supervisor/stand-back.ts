import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";

/**
 * Lets a process that has just been spawned stand back where processors are short; what it runs inherits that.
 * Where Linux groups processes by session (autogroup), a session's own niceness is what counts between them,
 * and ours have a session each.
 *
 * @param niceness 0 to 19
 * @see sched(7), "The autogroup feature"
 */
export function standBack(pid: number, niceness: number): void {
  attempt(() => setPriority(pid, niceness));
  attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)));
}

/** The process may have ended, the system may know neither: that costs speed and nothing else. */
function attempt(set: () => void): void {
  try {
    set();
  } catch {
    // As said.
  }
}
