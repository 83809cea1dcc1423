import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Slots } from "../services/imports/media/slots.ts";
import { giveWay } from "./give-way.ts";
import { lookedIntoSchema, type FileToLookInto, type LookedInto } from "./looked-into.ts";

const program = fileURLToPath(new URL("./look-into-main.ts", import.meta.url));
/** It ends itself long before, by the processor's time that it took: this is for a machine that leaves it none, and for what hangs. */
const msMax = 30 * 60_000;
const answerBytesMax = 100_000;
/** Files of imports and uploads alike: each process may hold an image of 400 MB, and every other processor is left to whoever serves visitors. */
const atOnce = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
const slots = new Slots(atOnce);

/**
 * Looks into a file in a process of its own: what a hostile file does to a decoder ends that process alone, which has no secrets, and
 * which gives way to whatever serves visitors. One or two at a time; the others wait their turn. Throws when it is aborted, and when there
 * was no time for it; a file that ends the process is not taken.
 */
export function lookInto(file: FileToLookInto, signal: AbortSignal): Promise<LookedInto> {
  return slots.use(() => lookNow(file, signal));
}

async function lookNow(file: FileToLookInto, signal: AbortSignal): Promise<LookedInto> {
  signal.throwIfAborted();
  const ending = AbortSignal.any([signal, AbortSignal.timeout(msMax)]);
  const ended = await run(file, ending);
  ending.throwIfAborted();
  if (ended === null) return { ok: false, reason: "The file could not be looked into: whoever tried came to an end." };
  return lookedIntoSchema.parse(JSON.parse(ended));
}

/** @returns what it said; null when it did not come to its end */
function run(file: FileToLookInto, signal: AbortSignal): Promise<string | null> {
  const child = spawn(process.execPath, ["--max-old-space-size=256", program, String(process.pid)], {
    // Nothing of ours: neither secrets nor addresses.
    env: { UV_THREADPOOL_SIZE: "2", NODE_NO_WARNINGS: "1" },
    stdio: ["pipe", "pipe", "ignore"],
    // A session of its own: see `giveWay`.
    detached: true,
    killSignal: "SIGKILL",
    signal,
  });
  if (child.pid !== undefined) void giveWay(child.pid);
  return new Promise((resolve) => {
    let said = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      said += text;
      if (said.length > answerBytesMax) child.kill("SIGKILL");
    });
    child.stdin.on("error", () => {});
    child.once("error", () => resolve(null));
    child.once("close", (code) => resolve(code === 0 ? said : null));
    child.stdin.end(JSON.stringify(file));
  });
}
