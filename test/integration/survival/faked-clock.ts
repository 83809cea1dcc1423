import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/** Whether libfaketime is here, of the Debian package `faketime`. */
export const hasFaketime = existsSync(library);

/** The wall clock of the processes that get `env`: off by what `step` said last. Their monotonic clock stays true. */
export class FakedClock {
  readonly #file: string;

  constructor(directory: string) {
    this.#file = join(directory, "clock");
    this.step(0);
  }

  get env(): Readonly<Record<string, string>> {
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** Takes effect at once. @param offsetMs from the true time */
  step(offsetMs: number): void {
    const sign = offsetMs < 0 ? "-" : "+";
    writeFileSync(`${this.#file}.new`, `${sign}${(Math.abs(offsetMs) / 1_000).toFixed(3)}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}
