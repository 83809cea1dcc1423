/** The program of a thread that reads one file: see `read-in-thread.ts`. */
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { FileEffects, ReaderSource } from "../context.ts";
import { convertGhost } from "../ghost/index.ts";
import { ImportFault } from "../import-fault.ts";
import { convertMarkdown } from "../markdown/index.ts";
import type { Asked, FromThread, ThreadData, ToThread } from "./messages.ts";

const port = parentPort!;
const { format, path, sourceUrl, atMs } = workerData as ThreadData;
const convert = { ghost: convertGhost, markdown: convertMarkdown }[format];
const answers = new Map<number, (value: unknown) => void>();
let asked = 0;

function say(message: FromThread): void {
  port.postMessage(message);
}

function ask<Name extends keyof Asked>(name: Name, ...args: Parameters<Asked[Name]>): ReturnType<Asked[Name]> {
  const answer = new Promise<unknown>((resolve) => {
    asked += 1;
    answers.set(asked, resolve);
    say({ kind: "ask", id: asked, name, args });
  });
  return answer as ReturnType<Asked[Name]>;
}

const source: ReaderSource = {
  path,
  sourceUrl,
  temporaryPath: () => ask("temporaryPath"),
  async *open() {
    await ask("rewind");
    for (let bytes = await ask("read"); bytes !== null; bytes = await ask("read")) yield bytes;
  },
};

const effects: FileEffects = {
  atMs,
  lookupPaths: (paths) => ask("lookupPaths", paths),
  fetchMedia: (request) => ask("fetchMedia", request),
  storeMedia: (request, from) => ask("storeMedia", request, from),
  report: (line) => say({ kind: "line", line }),
  begins: (place) => say({ kind: "begins", place }),
};

const batches = convert(source, effects);

/** Whatever else goes wrong ends the thread, and is told by that. */
async function readOn(): Promise<void> {
  try {
    const read = await batches.next();
    say(read.done === true ? { kind: "end" } : { kind: "batch", batch: read.value });
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    say({ kind: "fault", detail: error.message, place: error.place });
  }
}

// On Linux this is the priority of the thread alone: whoever waits for an answer of the process comes first.
setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
port.on("message", (message: ToThread) => {
  if (message.kind === "next") {
    void readOn();
    return;
  }
  answers.get(message.id)?.(message.value);
  answers.delete(message.id);
});
