import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("stepping-clock.c", import.meta.url));
const compiler = "cc";

export const hasCompiler = spawnSync(compiler, ["--version"]).status === 0;

/** The wall clock of the processes that get `env`: off by what `step` said last. Their monotonic clock stays true. */
export class SteppingClock {
  readonly env: Readonly<Record<string, string>>;
  readonly #offset: number;

  /** @param directory where the library that is loaded into the processes is built */
  constructor(directory: string) {
    const library = join(directory, "stepping-clock.so");
    const offsetFile = join(directory, "clock-offset");
    execFileSync(compiler, ["-shared", "-fPIC", "-O2", "-o", library, source], { timeout: 30_000 });
    this.#offset = openSync(offsetFile, "w");
    this.step(0);
    this.env = { LD_PRELOAD: library, CLOCK_OFFSET_FILE: offsetFile };
  }

  /** Takes effect at once. @param offsetMs from the true time */
  step(offsetMs: number): void {
    writeSync(this.#offset, new BigInt64Array([BigInt(offsetMs) * 1_000_000n]), 0, 8, 0);
  }

  close(): void {
    closeSync(this.#offset);
  }
}
