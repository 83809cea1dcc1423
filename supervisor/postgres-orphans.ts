import { readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long a killed server's processes are given to end, in milliseconds. */
const endMsMax = 10_000;

/**
 * Ends what a killed Postgres left on its data: server processes that still run, then the file with the id of
 * one that does not, which would stop the next server when another process has that id by now.
 */
export async function endPostgresOrphans(data: string): Promise<void> {
  const deadline = performance.now() + endMsMax;
  for (let orphans = processesIn(data); orphans.length > 0; orphans = processesIn(data)) {
    if (performance.now() >= deadline)
      throw new Error(`process ${orphans.join(", ")} keeps ${data} and cannot be ended`);
    for (const pid of orphans) endProcess(pid);
    await sleep(20);
  }
  rmSync(join(data, "postmaster.pid"), { force: true });
}

/** Processes that work in the directory, as every process of a Postgres server does. */
function processesIn(directory: string): number[] {
  const processes = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return processes.filter((pid) => workingDirectoryOf(pid) === directory);
}

function workingDirectoryOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
