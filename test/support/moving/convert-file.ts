import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ImportFormat, ReportLine } from "#domain/import/index.ts";
import type { EditedDigest } from "#control-plane/services/imports/context.ts";
import { convertGhost } from "#control-plane/services/imports/ghost/index.ts";
import { importFormats } from "#control-plane/services/imports/index.ts";
import { convertMarkdown } from "#control-plane/services/imports/markdown/index.ts";
import { testDirectory } from "./test-directory.ts";

export interface ConvertedFile {
  readonly records: readonly ContentRecord[];
  readonly drafts: readonly WorkingCopy[];
  readonly edits: readonly WorkingCopy[];
  /** What the edits were written on. */
  readonly edited: readonly EditedDigest[];
  readonly lines: readonly ReportLine[];
  readonly leaves: Readonly<Record<string, unknown>> | undefined;
  readonly contentDigest: string | undefined;
  /** What was stored, by digest. */
  readonly stored: ReadonlyMap<string, Uint8Array>;
  readonly batches: number;
}

export interface FileSurroundings {
  readonly sourceUrl?: string;
  /** Who holds which paths already. */
  readonly held?: ReadonlyMap<string, RecordRef>;
  /** What can be fetched, by address. */
  readonly web?: ReadonlyMap<string, Uint8Array>;
  /** Is given what is stored, also of a file that is found to be wrong later. */
  readonly stored?: Map<string, Uint8Array>;
}

/** As imports do, but here, and not in a thread, which takes a while to begin. */
const converters = {
  wxr: importFormats.wxr.convert,
  archive: importFormats.archive.convert,
  ghost: convertGhost,
  markdown: convertMarkdown,
};

/** Converts a file of this machine as an import of it would. */
export async function convertFile(
  format: ImportFormat,
  path: string,
  { held = new Map(), web = new Map(), stored = new Map(), sourceUrl }: FileSurroundings = {},
): Promise<ConvertedFile> {
  const lines: ReportLine[] = [];
  const records: ContentRecord[] = [];
  const drafts: WorkingCopy[] = [];
  const edits: WorkingCopy[] = [];
  const edited: EditedDigest[] = [];
  let leaves: ConvertedFile["leaves"];
  let contentDigest: string | undefined;
  let batches = 0;
  const keep = (bytes: Uint8Array) => {
    const digest = sha256(bytes);
    stored.set(digest, bytes);
    const contentType = "image/png";
    return { ok: true, digest, bytes: bytes.byteLength, contentType, width: 2, height: 1, variants: [] } as const;
  };
  const source = {
    path,
    sourceUrl: sourceUrl ?? null,
    open: () => createReadStream(path) as AsyncIterable<Uint8Array>,
    temporaryPath: async () => join(testDirectory(), randomUUID()),
  };
  const converted = converters[format](source, {
    lookupPaths: async (paths) => new Map([...held].filter(([path]) => paths.includes(path))),
    async fetchMedia({ sourceUrl }) {
      const bytes = web.get(sourceUrl);
      return bytes === undefined ? { ok: false, reason: "There is nothing there." } : keep(bytes);
    },
    storeMedia: async (_, from) => keep(new Uint8Array(await readFile(from))),
    async storeBlob({ digest, bytes }, open) {
      const chunks: Buffer[] = [];
      for await (const chunk of open()) chunks.push(chunk as Buffer);
      const all = Buffer.concat(chunks);
      if (all.byteLength !== bytes || sha256(all) !== digest) throw new Error(`other bytes than ${digest}`);
      stored.set(digest, all);
    },
    signal: new AbortController().signal,
    atMs: Date.UTC(2030, 0, 1),
    report: (line) => lines.push(line),
  });
  for await (const batch of converted) {
    batches += 1;
    records.push(...batch.records);
    for (const { draft, kind } of batch.drafts ?? []) (kind === "draft" ? drafts : edits).push(draft);
    edited.push(...(batch.edited ?? []));
    leaves = batch.leaves ?? leaves;
    contentDigest = batch.contentDigest ?? contentDigest;
  }
  return { records, drafts, edits, edited, lines, leaves, contentDigest, stored, batches };
}

export async function fileBytes(path: string): Promise<number> {
  return (await stat(path)).size;
}
