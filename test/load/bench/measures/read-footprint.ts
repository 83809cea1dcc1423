import { readdirSync, readFileSync } from "node:fs";
import type { Platform } from "#supervisor/index.ts";

/** What a process holds. */
export interface Footprint {
  readonly name: string;
  /** Resident memory, in megabytes. */
  readonly memoryMb: number;
  /** Open file descriptors. */
  readonly descriptors: number;
}

/** What each process of the platform holds now; those that are being started again are left out. */
export function readFootprints({ processes }: Platform): readonly Footprint[] {
  return processes.flatMap(({ name, pid }) => {
    if (pid === null) return [];
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    return [{ name, memoryMb: kilobytes / 1_024, descriptors: readdirSync(`/proc/${pid}/fd`).length }];
  });
}
