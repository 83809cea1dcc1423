import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that a test kills or freezes, and brings back on the same data. */
export interface Victim {
  /** Ends it at once, without a word to anybody; resolves once it is gone. */
  kill(): Promise<void>;
  /** From now on it says nothing, and keeps its connections. */
  freeze(): void;
  /** Brings back what was killed or frozen; resolves once it serves again. */
  revive(): Promise<void>;
}

/**
 * @param pidOf of the process that runs; null while none does
 * @param restart starts it again once it is dead
 */
export function victimOf(pidOf: () => number | null, restart: () => Promise<void>): Victim {
  let frozen: readonly number[] = [];
  return {
    async kill() {
      const pid = pidOf();
      if (pid === null) return;
      process.kill(pid, "SIGKILL");
      while (isAlive(pid)) await sleep(5);
    },
    freeze() {
      const pid = pidOf();
      if (pid === null) return;
      frozen = withChildren(pid);
      for (const one of frozen) signal(one, "SIGSTOP");
    },
    async revive() {
      if (frozen.length === 0) return restart();
      for (const one of frozen) signal(one, "SIGCONT");
      frozen = [];
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // A child that ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function isAlive(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== null && stat.state !== "Z";
}

/** The process and whatever it has started. */
function withChildren(root: number): number[] {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((name) => [Number(name), statOf(Number(name))?.parent ?? 0]));
  const found = [root];
  for (const pid of found) found.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}

function statOf(pid: number): { readonly state: string; readonly parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "", parent = "0"] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}
