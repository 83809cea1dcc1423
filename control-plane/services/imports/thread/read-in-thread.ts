import { Worker } from "node:worker_threads";
import type { ReaderBatch, ReaderEffects, ReaderSource } from "../context.ts";
import { ImportFault } from "../import-fault.ts";
import type { Asked, FromThread, ThreadFormat, ToThread } from "./messages.ts";

const program = new URL("./reading-thread.ts", import.meta.url);

export interface ReadingLimits {
  /** From one part of the file to the next, in milliseconds, as far as the thread waits for nobody. */
  readonly stepMsMax: number;
  /** For all of the file, likewise. */
  readonly readingMsMax: number;
  readonly heapMegabytesMax: number;
}

/** Far more than any file that people wrote takes on a machine that has other things to do. */
const usual: ReadingLimits = { stepMsMax: 5 * 60_000, readingMsMax: 2 * 3_600_000, heapMegabytesMax: 1_024 };

/**
 * Reads a file in a thread of its own, which works in the time that nobody else wants: the grammar of Markdown costs the square of a
 * text's length, and a service that does not answer for seconds is taken for hung, with all that it does for others. Throws an
 * `ImportFault` also for a file that takes too long or too much memory.
 */
export async function* readInThread(
  format: ThreadFormat,
  source: ReaderSource,
  effects: ReaderEffects,
  limits: ReadingLimits = usual,
): AsyncGenerator<ReaderBatch> {
  effects.signal.throwIfAborted();
  const reading = new Reading(format, source, effects, limits);
  try {
    for (let batch = await reading.next(); batch !== null; batch = await reading.next()) yield batch;
  } finally {
    await reading.end();
  }
}

class Reading {
  readonly #thread: Worker;
  readonly #effects: ReaderEffects;
  readonly #limits: ReadingLimits;
  readonly #asked: Asked;
  readonly #onAbort = () => this.#fail(this.#effects.signal.reason);
  #turn = Promise.withResolvers<ReaderBatch | null>();
  /** Whether somebody waits for the next batch. */
  #isAwaited = false;
  #failure: { readonly reason: unknown } | null = null;
  /** What the thread waits for. */
  #waitsFor = 0;
  #place: string | null = null;
  #workedMs = 0;
  #worksSinceMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(format: ThreadFormat, source: ReaderSource, effects: ReaderEffects, limits: ReadingLimits) {
    this.#effects = effects;
    this.#limits = limits;
    this.#asked = askedOf(source, effects);
    const { path, sourceUrl } = source;
    this.#thread = new Worker(program, {
      workerData: { format, path, sourceUrl, atMs: effects.atMs },
      // Nothing of ours: neither secrets nor addresses.
      env: { NODE_NO_WARNINGS: "1" },
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytesMax },
    });
    this.#thread.on("message", (message: FromThread) => this.#hear(message));
    this.#thread.once("error", (error: NodeJS.ErrnoException) => {
      const isTooLarge = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      this.#fail(isTooLarge ? new ImportFault("Reading it takes too much memory.", this.#place) : error);
    });
    this.#thread.once("exit", () => this.#fail(new Error("The thread that read the file has ended.")));
    effects.signal.addEventListener("abort", this.#onAbort);
  }

  async next(): Promise<ReaderBatch | null> {
    if (this.#failure !== null) throw this.#failure.reason;
    this.#turn = Promise.withResolvers();
    this.#isAwaited = true;
    this.#say({ kind: "next" });
    this.#watch();
    return this.#turn.promise;
  }

  async end(): Promise<void> {
    this.#unwatch();
    this.#effects.signal.removeEventListener("abort", this.#onAbort);
    await this.#thread.terminate();
  }

  #hear(message: FromThread): void {
    this.#unwatch();
    switch (message.kind) {
      case "ask":
        void this.#answer(message);
        return;
      case "line":
        this.#effects.report(message.line);
        break;
      case "begins":
        this.#place = message.place;
        break;
      case "batch":
        this.#give(message.batch);
        return;
      case "end":
        this.#give(null);
        return;
      case "fault":
        this.#fail(new ImportFault(message.detail, message.place));
        return;
    }
    this.#watch();
  }

  async #answer({ id, name, args }: Extract<FromThread, { kind: "ask" }>): Promise<void> {
    this.#waitsFor += 1;
    try {
      const call = this.#asked[name] as (...args: readonly unknown[]) => Promise<unknown>;
      const value = await call(...args);
      this.#waitsFor -= 1;
      this.#say({ kind: "answer", id, value });
      this.#watch();
    } catch (error) {
      this.#fail(error);
    }
  }

  #say(message: ToThread): void {
    this.#thread.postMessage(message, []);
  }

  #give(batch: ReaderBatch | null): void {
    this.#isAwaited = false;
    this.#turn.resolve(batch);
  }

  #fail(reason: unknown): void {
    this.#unwatch();
    this.#failure ??= { reason };
    if (this.#isAwaited) this.#turn.reject(reason);
    this.#isAwaited = false;
  }

  /** Nobody knows whether what takes so long would ever end. */
  #watch(): void {
    this.#unwatch();
    if (!this.#isAwaited || this.#waitsFor > 0) return;
    this.#worksSinceMs = performance.now();
    const { stepMsMax, readingMsMax } = this.#limits;
    const msMax = Math.max(0, Math.min(stepMsMax, readingMsMax - this.#workedMs));
    this.#timer = setTimeout(() => {
      this.#fail(new ImportFault("Reading it takes too long: it was given up.", this.#place));
    }, msMax);
  }

  #unwatch(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#workedMs += performance.now() - this.#worksSinceMs;
  }
}

function askedOf(source: ReaderSource, effects: ReaderEffects): Asked {
  let file: AsyncIterator<Uint8Array> | null = null;
  return {
    lookupPaths: (paths) => effects.lookupPaths(paths),
    fetchMedia: (request) => effects.fetchMedia(request),
    storeMedia: (request, path) => effects.storeMedia(request, path),
    temporaryPath: () => source.temporaryPath(),
    async rewind() {
      await file?.return?.();
      file = source.open()[Symbol.asyncIterator]();
    },
    async read() {
      const read = await file!.next();
      return read.done === true ? null : read.value;
    },
  };
}
