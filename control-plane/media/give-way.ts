import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** Leaves it a tenth of what others get who want all of it, since at the lowest it would not come to an end beside a few of them. */
const niceness = 10;
/** Linux takes a group's niceness from ordinary users ten times a second, from all of them together. */
const pauseMs = 150;
const triesMax = 10;

/**
 * Lets a process that has just been spawned, in a session of its own, work in the time that nobody else wants. Where Linux groups processes
 * by session (autogroup), each session gets as much as any other, and only its own niceness counts between them. Where it does not, or
 * knows no groups, the niceness of the process counts. That none can be set costs speed and nothing else.
 *
 * @see sched(7), "The autogroup feature"
 */
export async function giveWay(pid: number): Promise<void> {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended already.
  }
  for (let tries = 0; tries < triesMax && setGroup(pid) === "too-often"; tries += 1) await sleep(pauseMs);
}

function setGroup(pid: number): "settled" | "too-often" {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return "too-often";
  }
  return "settled";
}
