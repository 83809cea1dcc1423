import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import {
  importFileBytesMax,
  importSchema,
  isSettled,
  reportLineSchema,
  type Import,
  type ReportOutcome,
} from "#domain/import/index.ts";
import { ApiError, type ApiClient } from "./api-client.ts";
import { followDrafts } from "./follow-drafts.ts";
import { describeCounts, describeDrafts, describeEnd, describeLines, describeProgress } from "./describe-import.ts";
import { findWebsite, type FoundWebsite } from "./find-website.ts";
import type { ImportSettings } from "./import-settings.ts";
import { ProgressLine } from "./progress-line.ts";

const linesShown = 10;
/** How long the platform may be out of reach while an import is followed: it goes on by itself meanwhile. */
const silenceMsMax = 60_000;

export interface ImportRun {
  readonly api: ApiClient;
  readonly settings: ImportSettings;
  say(text: string): void;
  /** Given when the person at the console wants an end. */
  readonly signal: AbortSignal;
  /** Told once the import has an id, so that it can be dropped. */
  onImport(path: string): void;
}

/** Uploads, follows, sums up and, if asked to, activates. @returns whether it came to a good end */
export async function runImport(run: ImportRun): Promise<boolean> {
  const { api, settings, say } = run;
  const startedAtMs = performance.now();
  const website = await findWebsite(api, settings.website);
  const received = await upload(run, website);
  const path = `/websites/${website.websiteId}/imports/${received.importId}`;
  run.onImport(path);
  const ended = await follow(run, path, received);
  say(`${basename(settings.file)}: ${describeEnd(ended)}\n\n${describeCounts(ended)}`);
  for (const outcome of ["left-out", "changed"] as const) await sayLines(run, path, ended, outcome);
  const activated = settings.activate && ended.status === "ready" ? await activate(run, path) : ended;
  const next = nextStep(activated, website, settings);
  if (next !== null) say(`\n${next}`);
  const brought = ended.drafts.waiting + ended.drafts.refused;
  if (brought > 0 && isPlaced(activated)) await sayDrafts(run, path, await followDrafts(run, path, activated), brought);
  say(`${((performance.now() - startedAtMs) / 1_000).toFixed(2)} s in all, report: GET ${settings.api}${path}/report`);
  return activated.status !== "failed" && activated.status !== "dropped";
}

async function upload({ api, settings, say, signal }: ImportRun, { websiteId }: FoundWebsite): Promise<Import> {
  const { format, file, dryRun, fetchMedia, sourceUrl } = settings;
  const bytes = statSync(file).size;
  if (bytes > importFileBytesMax) {
    throw new ApiError(`The file has ${bytes} bytes, more than the ${importFileBytesMax} that are taken.`, false);
  }
  say(`Sending ${basename(file)} (${(bytes / 1e6).toFixed(1)} MB).`);
  const search = new URLSearchParams({
    format,
    dryRun: String(dryRun),
    fetchMedia: String(fetchMedia),
    fileName: basename(file).slice(0, 200),
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
  });
  const headers = { "Content-Type": "application/octet-stream", "Content-Length": String(bytes) };
  const answer = await api.upload(`/websites/${websiteId}/imports?${search}`, createReadStream(file), headers, signal);
  return importSchema.parse(answer);
}

/** Asks until it is settled, more often at first: most imports take a second. */
async function follow({ api, signal }: ImportRun, path: string, received: Import): Promise<Import> {
  const progress = new ProgressLine(process.stderr);
  let current = received;
  let heardAtMs = performance.now();
  try {
    for (let pauseMs = 20; !isSettled(current.status); pauseMs = Math.min(1_000, pauseMs * 1.3)) {
      await sleep(pauseMs, undefined, { signal });
      try {
        current = importSchema.parse(await api.call("GET", path));
        heardAtMs = performance.now();
      } catch (error) {
        const isPassing = error instanceof ApiError && error.isRetryable;
        if (!isPassing || performance.now() - heardAtMs > silenceMsMax) throw error;
      }
      progress.show(describeProgress(current));
    }
    return current;
  } finally {
    progress.end();
  }
}

const pageSchema = z.object({ items: z.array(reportLineSchema) });
const titles: Readonly<Record<Exclude<ReportOutcome, "taken">, string>> = {
  "left-out": "Left out",
  changed: "Changed",
};

async function sayLines(
  { api, say }: ImportRun,
  path: string,
  { counts }: Import,
  outcome: Exclude<ReportOutcome, "taken">,
): Promise<void> {
  const total = Object.values(counts).reduce((sum, of) => sum + (of[outcome] ?? 0), 0);
  if (total === 0) return;
  const page = pageSchema.parse(await api.call("GET", `${path}/report?limit=${linesShown}&outcome=${outcome}`));
  say(describeLines(titles[outcome], page.items, total));
}

/** Whether what lies beside its content is being made. */
function isPlaced({ status }: Import): boolean {
  return status === "activated" || status === "unchanged";
}

async function sayDrafts(
  { api, settings, say }: ImportRun,
  path: string,
  { drafts }: Import,
  brought: number,
): Promise<void> {
  const { refused } = drafts;
  say(`\n${describeDrafts(drafts, brought)}`);
  if (refused === 0) return;
  const page = pageSchema.parse(await api.call("GET", `${path}/report?limit=${linesShown}&outcome=left-out`));
  say(describeLines("Refused", page.items, refused));
  say(
    `\nWhat was refused is kept, and tried again by itself for some hours. At once: POST ${settings.api}${path}/drafts`,
  );
}

async function activate({ api }: ImportRun, path: string): Promise<Import> {
  return importSchema.parse(await api.call("POST", `${path}/activate`, {}));
}

function nextStep(ended: Import, { hostname, websiteId }: FoundWebsite, { api }: ImportSettings): string | null {
  const at = `${api}/websites/${websiteId}/imports/${ended.importId}`;
  switch (ended.status) {
    case "ready":
      return [
        ...(ended.preview === null ? [] : [`Look at it:  ${ended.preview.url}`]),
        `Activate it: curl -X POST -H "Authorization: Bearer …" ${at}/activate`,
        `Drop it:     curl -X DELETE -H "Authorization: Bearer …" ${at}`,
      ].join("\n");
    case "activated":
      return `Visitors of ${hostname} get it now. Undo it by rolling back the deployment ${ended.deploymentId}.`;
    case "checked":
      return "Nothing was changed. Import it by the same command without --dry-run.";
    default:
      return null;
  }
}
