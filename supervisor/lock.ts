import { spawnSync } from "node:child_process";
import { closeSync, openSync, readdirSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { SupervisorError } from "./supervisor-error.ts";

/** A lock on a data directory, held while any process has the descriptor. */
export interface DataLock {
  /** To be inherited by the processes that open the data: the lock then outlives a killed supervisor until they end too. */
  readonly fd: number;
  release(): void;
}

/** How long orphans of a killed supervisor are given to die, in milliseconds. */
const orphanMsMax = 3_000;
const retryMs = 50;

/**
 * Locks the data, so that two platforms never open the same SQLite files.
 *
 * flock(2) belongs to the open file, not to a process: flock(1) takes it on our descriptor and ends, and the
 * lock stays with us and with whoever inherits the descriptor.
 * Fails with a SupervisorError that names the holder's process id.
 */
export async function lockData(path: string): Promise<DataLock> {
  const fd = openSync(path, "a", 0o600);
  const deadline = performance.now() + orphanMsMax;
  while (!tryLock(fd)) {
    if (performance.now() >= deadline) {
      closeSync(fd);
      throw new SupervisorError(
        `This data is in use by ${nameHolders(path)}. Stop that platform first, or choose another HOTSWAP_DATA.`,
      );
    }
    await sleep(retryMs);
  }
  return { fd, release: () => closeSync(fd) };
}

function tryLock(fd: number): boolean {
  const { status, error } = spawnSync("flock", ["--nonblock", "--exclusive", "3"], {
    stdio: ["ignore", "ignore", "ignore", fd],
  });
  if (error !== undefined)
    throw new SupervisorError("The command flock is needed and was not found: it is in the package util-linux.");
  return status === 0;
}

function nameHolders(path: string): string {
  const holders = holdersOf(path);
  if (holders.length === 0) return "a process of another user";
  return `process ${holders.slice(0, 3).join(", ")}`;
}

/** Processes that have the file open, in the order of their ids; those of other users cannot be seen. */
function holdersOf(path: string): number[] {
  const processes = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return processes.filter((pid) => openFilesOf(pid).includes(path)).sort((a, b) => a - b);
}

function openFilesOf(pid: number): string[] {
  try {
    const directory = `/proc/${pid}/fd`;
    return readdirSync(directory).map((fd) => readlinkSync(`${directory}/${fd}`));
  } catch {
    return [];
  }
}
