import { readFileSync } from "node:fs";

/** Below this many descriptors a process, a platform of ordinary size would run out. */
const descriptorsMin = 4_096;
/** What an object takes while it is active: its SQLite file, the write-ahead log and its index. */
const descriptorsPerObject = 3;

/**
 * A sentence to warn with when state processes could open too few files; null when there are enough.
 * Node raises its own limit to the hard one when it starts, and what it starts inherits that.
 */
export function warnOfFewDescriptors(limits: string = readFileSync("/proc/self/limits", "utf8")): string | null {
  const soft = softLimitOf(limits);
  if (soft >= descriptorsMin) return null;
  return `Only ${soft} files may be open in a process: enough for about ${Math.floor(soft / descriptorsPerObject)} active websites. Raise it with: ulimit -n ${descriptorsMin} (or more)`;
}

function softLimitOf(limits: string): number {
  const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(limits) ?? [];
  return soft === undefined || soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft);
}
