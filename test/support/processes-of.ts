import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** A running process that belongs to a platform. */
export interface FoundProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Processes other than this one whose command line, environment or working directory names the data directory. */
export function processesOf(dataDirectory: string): FoundProcess[] {
  const pids = readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  return pids.flatMap((pid) => {
    const commandLine = read(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
    const environment = read(() => readFileSync(`/proc/${pid}/environ`, "utf8"));
    const workingDirectory = read(() => readlinkSync(`/proc/${pid}/cwd`));
    const belongs = [commandLine, environment, workingDirectory].some((text) => text.includes(dataDirectory));
    return belongs ? [{ pid, commandLine }] : [];
  });
}

/** Processes end while they are looked at. */
function read(look: () => string): string {
  try {
    return look();
  } catch {
    return "";
  }
}
