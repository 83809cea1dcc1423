import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** A log file that is begun anew, its predecessor kept as `.1`, when it has grown to a size. */
export interface LogFile {
  append(line: string): void;
  /** The last lines, oldest first: what a process said before it ended. */
  readonly tail: readonly string[];
}

const bytesMaxDefault = 5_000_000;
const tailLines = 20;

/**
 * Writes at once, so that nothing is lost with a killed supervisor. A disk that is full loses lines and
 * stops nothing.
 */
export function openLogFile(
  path: string,
  bytesMax: number = bytesMaxDefault,
  now: () => Date = () => new Date(),
): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  const tail: string[] = [];
  let bytes = sizeOf(path);
  const write = (text: string) => {
    if (bytes > 0 && bytes + text.length > bytesMax) {
      renameSync(path, `${path}.1`);
      bytes = 0;
    }
    appendFileSync(path, text, { mode: 0o600 });
    bytes += text.length;
  };
  return {
    tail,
    append(line) {
      tail.push(line);
      if (tail.length > tailLines) tail.shift();
      try {
        write(`${now().toISOString()} ${line}\n`);
      } catch {
        // Nowhere left to say it; the tail still has it.
      }
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
