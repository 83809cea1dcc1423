import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { exportSchema, isExportSettled, type Export } from "#domain/export/index.ts";
import { ApiError, type ApiClient } from "../import/api-client.ts";
import { findWebsite } from "../import/find-website.ts";
import { ProgressLine } from "../import/progress-line.ts";
import type { ExportSettings } from "./export-settings.ts";

const notesShown = 20;

export interface ExportRun {
  readonly api: ApiClient;
  readonly settings: ExportSettings;
  say(text: string): void;
  /** Given when the person at the console wants an end. */
  readonly signal: AbortSignal;
}

/** Asks for the file, follows how it is made, saves it, and takes it away from the platform. @returns whether it is there */
export async function runExport({ api, settings, say, signal }: ExportRun): Promise<boolean> {
  const { format, file } = settings;
  const { websiteId } = await findWebsite(api, settings.website);
  const asked = exportSchema.parse(await api.call("POST", `/websites/${websiteId}/exports`, { format }));
  const path = `/websites/${websiteId}/exports/${asked.exportId}`;
  try {
    const made = await follow(api, path, asked, signal);
    if (made.file === null) {
      say(`The export failed: ${made.error?.detail ?? made.status}`);
      return false;
    }
    await save(api, `${path}/file`, { file, sha256: made.file.sha256 }, signal);
    say(`${file}: ${made.file.bytes} bytes, release ${made.releaseId ?? ""}, SHA-256 ${made.file.sha256}`);
    sayNotes(made, say);
    return true;
  } finally {
    await api.call("DELETE", path).catch(() => {});
  }
}

async function follow(api: ApiClient, path: string, asked: Export, signal: AbortSignal): Promise<Export> {
  const progress = new ProgressLine(process.stderr);
  let current = asked;
  try {
    for (let pauseMs = 20; !isExportSettled(current.status); pauseMs = Math.min(1_000, pauseMs * 1.3)) {
      await sleep(pauseMs, undefined, { signal });
      current = exportSchema.parse(await api.call("GET", path));
      progress.show(`${current.status}: ${current.items.written} items`);
    }
    return current;
  } finally {
    progress.end();
  }
}

/** Under its name only once it is whole. */
async function save(
  api: ApiClient,
  path: string,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
  signal: AbortSignal,
): Promise<void> {
  const part = `${file}.part`;
  try {
    await api.download(path, part, signal);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(part)) hash.update(chunk as Buffer);
    if (hash.digest("hex") !== sha256) throw new ApiError("The file did not arrive whole. Try again.", true);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

function sayNotes({ notes }: Export, say: (text: string) => void): void {
  if (notes.length === 0) return;
  const shown = notes.slice(0, notesShown).map(({ place, detail }) => `  ${place === "" ? "" : `${place}: `}${detail}`);
  const more = notes.length > notesShown ? [`  … and ${notes.length - notesShown} more`] : [];
  say(["", "What the format does not hold:", ...shown, ...more].join("\n"));
}
