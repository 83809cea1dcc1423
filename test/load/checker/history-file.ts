import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { HistoryCollector } from "./history-of.ts";
import type { History, HistoryEvent } from "./history.ts";

/** Writes a history as JSON lines, one event a line, the website first. */
export async function writeHistory(path: string, history: History): Promise<void> {
  const file = createWriteStream(path);
  for (const event of eventsOf(history)) {
    if (!file.write(`${JSON.stringify(event)}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "close");
}

/** Reads what `writeHistory` wrote, or several such files of recording processes that ran side by side. */
export async function readHistory(paths: readonly string[], websiteId?: string): Promise<History> {
  const collected = new HistoryCollector(websiteId);
  for (const path of paths) {
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
    for await (const line of lines) {
      if (line !== "") collected.add(JSON.parse(line) as HistoryEvent);
    }
  }
  return collected.history();
}

function* eventsOf(history: History): Generator<HistoryEvent> {
  const { websiteId, initial } = history;
  yield { type: "website", websiteId, initial };
  for (const [releaseId, marker] of history.markers) yield { type: "release", releaseId, marker };
  yield* history.disturbances;
  yield* history.swaps;
  yield* history.sockets;
  for (let at = 0; at < history.reads.length; at++) yield history.reads.get(at);
}
