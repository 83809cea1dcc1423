import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { restartDelayMs, steadyMs } from "./backoff.ts";
import { spawnCommand, type Command } from "./command.ts";
import type { LogFile } from "./log-file.ts";
import { watchProcess } from "./watch-process.ts";
import type { PingAnswer, WatchdogTimes } from "./watchdog.ts";

/** What a part is: how it is started, asked how it does, and stopped. */
export interface ProcessPlan {
  readonly name: string;
  /** Before each start: removes what the previous one left. */
  prepare?(): Promise<void> | void;
  command(): Command;
  ping(timeoutMs: number): Promise<PingAnswer>;
  readonly watchdog: WatchdogTimes;
  readonly stopSignal: NodeJS.Signals;
  /** After this many milliseconds of stopping it is killed. */
  readonly stopMsMax: number;
}

export interface ProcessSurroundings {
  readonly logFile: LogFile;
  /** Tells a problem to the person at the console. */
  readonly complain: (sentence: string) => void;
}

/**
 * A process that is kept running: started again when it ends, killed when its watchdog gives up on it.
 * `start` and `stop` are called once each; in between there is at most one process at a time.
 */
export class ManagedProcess {
  readonly plan: ProcessPlan;
  readonly #surroundings: ProcessSurroundings;
  readonly #stopping = new AbortController();
  #child: ChildProcess | null = null;
  #running: Promise<void> = Promise.resolve();
  #healthy = Promise.withResolvers<void>();
  #isHealthy = false;
  #restartAsked = false;
  /** A late answer of this one does not make its successor healthy. */
  #dying: ChildProcess | null = null;

  constructor(plan: ProcessPlan, surroundings: ProcessSurroundings) {
    this.plan = plan;
    this.#surroundings = surroundings;
  }

  /** Null while it is being started again, and after `stop`. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get healthy(): boolean {
    return this.#isHealthy;
  }

  start(): void {
    this.#running = this.#keepRunning();
  }

  /** Resolves once it is healthy, at once if it is. Fails after `timeoutMs` with the last that it said, or when it is stopped. */
  async untilHealthy(timeoutMs: number): Promise<void> {
    const settled = new AbortController();
    const signal = AbortSignal.any([settled.signal, this.#stopping.signal]);
    const late = sleep(timeoutMs, `is not ready after ${timeoutMs / 1_000} s`, { signal }).catch(() => "was stopped");
    const failure = await Promise.race([this.#healthy.promise, late]);
    settled.abort();
    if (failure !== undefined) throw new Error(`${this.plan.name} ${failure}.${this.#lastWords()}`);
  }

  kill(signal: NodeJS.Signals): void {
    const child = this.#child;
    if (child === null) return;
    child.kill(signal);
    // Whoever kills it and then waits for it to be healthy waits for the next one.
    if (signal === "SIGKILL") this.#becomeUnhealthy(child);
  }

  /** Ends it as `stop` would; it is started again at once. */
  async restart(): Promise<void> {
    this.#restartAsked = this.#child !== null;
    await this.#end();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#end();
    await this.#running;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
    this.#becomeUnhealthy(child);
    child.kill(this.plan.stopSignal);
    const killer = setTimeout(() => child.kill("SIGKILL"), this.plan.stopMsMax);
    await ended;
    clearTimeout(killer);
  }

  async #keepRunning(): Promise<void> {
    let quickEnds = 0;
    while (!this.#stopping.signal.aborted) {
      const startedAtMs = performance.now();
      const ending = await this.#liveOnce().catch((error: Error) => error.message);
      if (this.#stopping.signal.aborted) return;
      const asked = this.#restartAsked;
      this.#restartAsked = false;
      quickEnds = asked || performance.now() - startedAtMs >= steadyMs ? 0 : quickEnds + 1;
      // A part that keeps ending is named once, not at every try.
      if (!asked && quickEnds <= 1)
        this.#surroundings.complain(`${this.plan.name} ended (${ending}) and is started again.${this.#lastWords()}`);
      await sleep(restartDelayMs(quickEnds), undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  /** One life of the process. Resolves with how it ended. */
  async #liveOnce(): Promise<string> {
    await this.plan.prepare?.();
    if (this.#stopping.signal.aborted) return "stopped";
    const child = spawnCommand(this.plan.command());
    this.#child = child;
    this.#record(child);
    const life = new AbortController();
    let silent = false;
    const watching = watchProcess(this.plan, life.signal, {
      healthy: () => this.#becomeHealthy(child),
      kill: () => {
        silent = true;
        child.kill("SIGKILL");
      },
    });
    const ending = await endOf(child);
    life.abort();
    this.#child = null;
    this.#becomeUnhealthy(child);
    await watching;
    const reason = silent ? "it did not answer and was killed" : ending;
    this.#surroundings.logFile.append(`[supervisor] ended: ${reason}`);
    return reason;
  }

  #becomeHealthy(child: ChildProcess): void {
    if (child === this.#dying) return;
    this.#isHealthy = true;
    this.#healthy.resolve();
  }

  #becomeUnhealthy(child: ChildProcess): void {
    this.#dying = child;
    if (!this.#isHealthy) return;
    this.#isHealthy = false;
    this.#healthy = Promise.withResolvers<void>();
  }

  #record(child: ChildProcess): void {
    this.#surroundings.logFile.append(`[supervisor] started: process ${child.pid}`);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null)
        createInterface({ input: stream }).on("line", (line) => this.#surroundings.logFile.append(line));
    }
  }

  #lastWords(): string {
    const words = this.#surroundings.logFile.tail.filter((line) => !line.startsWith("[supervisor]"));
    const telling = words.findLast((line) => /error|fatal|fail/i.test(line)) ?? words.at(-1);
    return telling === undefined ? "" : `\n  It said last: ${telling.slice(0, 500)}`;
  }
}

/** How it ended, or why it could not be started. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}
