import { join } from "node:path";
import type { DataDirectory } from "./data-directory.ts";
import { openLogFile } from "./log-file.ts";
import { ManagedProcess, type ProcessPlan } from "./managed-process.ts";

/**
 * Groups of processes, in the order in which they stop: edges finish what they are answering while all that they
 * need is there, and the database goes last.
 */
const stopOrder = ["edges", "control-plane", "plugin-host", "states", "postgres"] as const;
type Group = (typeof stopOrder)[number];

/** The managed processes of one platform. */
export class Parts {
  readonly #directory: DataDirectory;
  readonly #log: (sentence: string) => void;
  readonly #groups = new Map<Group, ManagedProcess[]>();
  #stopped = false;

  constructor(directory: DataDirectory, log: (sentence: string) => void) {
    this.#directory = directory;
    this.#log = log;
  }

  get all(): ManagedProcess[] {
    return [...this.#groups.values()].flat();
  }

  /** Those without which no page is served. */
  get serving(): ManagedProcess[] {
    return (["states", "plugin-host", "edges"] as const).flatMap((group) => this.#groups.get(group) ?? []);
  }

  find(name: string): ManagedProcess {
    const part = this.all.find((candidate) => candidate.plan.name === name);
    if (part === undefined)
      throw new Error(`there is no process ${name}: there are ${this.all.map((each) => each.plan.name).join(", ")}`);
    return part;
  }

  start(group: Group, plans: readonly ProcessPlan[]): void {
    if (this.#stopped) return;
    const parts = plans.map((plan) => new ManagedProcess(plan, this.#surroundingsOf(plan.name)));
    this.#groups.set(group, parts);
    for (const part of parts) part.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const group of stopOrder) await Promise.all((this.#groups.get(group) ?? []).map((part) => part.stop()));
  }

  #surroundingsOf(name: string) {
    return { logFile: openLogFile(join(this.#directory.logs, `${name}.log`)), complain: this.#log };
  }
}
