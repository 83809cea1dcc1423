import { rm } from "node:fs/promises";
import {
  archiveEntriesMax,
  archiveFormat,
  archivePaths,
  archiveVersion,
  blobEntry,
  recordsEntry,
  type ArchiveManifest,
} from "#domain/archive/index.ts";
import { recordKinds, type Media, type RecordKind } from "#domain/content/index.ts";
import { canonicalJson, digestOf, type Digest } from "#domain/digest/index.ts";
import type { ExportEffects, ExportSource, RecordValues } from "../context.ts";
import { ExportFault } from "../export-fault.ts";
import { ZipWriter, type WrittenEntry } from "../zip/zip-writer.ts";
import { writeCopies } from "./write-copies.ts";

/**
 * Writes a release as an archive (`domain/archive`): what is made of it elsewhere is the same release. The same release gives the
 * same bytes, as long as what is edited beside it is the same. Blobs come first, so that a manifest is there only if all is.
 */
export async function writeArchive(source: ExportSource, path: string, effects: ExportEffects): Promise<void> {
  const zip = new ZipWriter(path);
  try {
    await writeEntries(zip, source, effects);
    await zip.finish();
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

async function writeEntries(zip: ZipWriter, source: ExportSource, effects: ExportEffects): Promise<void> {
  const { theme, themeSettings, configuration, releaseId, leaves, name } = source.contents;
  const blobs = new BlobWriter(zip, source, effects);
  for (const { digest } of Object.values(theme.files)) await blobs.write(digest, true);
  const files: Record<string, WrittenEntry> = {
    [archivePaths.theme]: await zip.addText(archivePaths.theme, canonicalJson(theme)),
    [archivePaths.themeSettings]: await zip.addText(archivePaths.themeSettings, canonicalJson(themeSettings)),
    [archivePaths.configuration]: await zip.addText(archivePaths.configuration, canonicalJson(configuration)),
  };
  const documents = new Map<string, Digest>();
  const records: Partial<Record<RecordKind, number>> = {};
  for (const kind of recordKinds) {
    let count = 0;
    const lines = linesOf(source, kind, async (value) => {
      count += 1;
      if (kind === "document") noteDocument(documents, value as RecordValues["document"]);
      await effects.noteWritten(1);
    });
    files[recordsEntry(kind)] = await zip.add(recordsEntry(kind), lines);
    records[kind] = count;
  }
  const beside = await writeCopies(zip, source, documents, effects);
  for await (const media of source.records("media")) {
    for (const digest of digestsOf(media)) await blobs.write(digest, false);
  }
  const manifest: ArchiveManifest = {
    format: archiveFormat,
    version: archiveVersion,
    website: { name },
    release: { releaseId, leaves },
    records,
    ...beside,
    blobs: { count: blobs.count, bytes: blobs.bytes },
    files: files as ArchiveManifest["files"],
  };
  await zip.addText(archivePaths.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
}

async function* linesOf(
  source: ExportSource,
  kind: RecordKind,
  onRecord: (value: RecordValues[RecordKind]) => Promise<void>,
): AsyncGenerator<Buffer> {
  for await (const value of source.records(kind)) {
    await onRecord(value);
    yield Buffer.from(`${canonicalJson(value)}\n`);
  }
}

/** As it would be edited: without its status. */
function noteDocument(documents: Map<string, Digest>, document: RecordValues["document"]): void {
  const { status: _, ...copy } = document;
  documents.set(copy.documentId, digestOf(copy));
}

function digestsOf({ digest, variants }: Media): Digest[] {
  return [...(digest === null ? [] : [digest]), ...variants.map((variant) => variant.digest)];
}

/** Puts each blob into the zip once. */
class BlobWriter {
  readonly #zip: ZipWriter;
  readonly #source: ExportSource;
  readonly #effects: ExportEffects;
  count = 0;
  bytes = 0;

  constructor(zip: ZipWriter, source: ExportSource, effects: ExportEffects) {
    this.#zip = zip;
    this.#source = source;
    this.#effects = effects;
  }

  async write(digest: Digest, compress: boolean): Promise<void> {
    const name = blobEntry(digest);
    if (this.#zip.has(name)) return;
    if (this.count >= archiveEntriesMax - 100)
      throw new ExportFault(`An archive holds ${archiveEntriesMax} files at most.`);
    const path = this.#effects.temporaryPath();
    try {
      await this.#source.saveBlob(digest, path);
      this.bytes += (await this.#zip.addFile(name, path, compress)).bytes;
      this.count += 1;
    } finally {
      await rm(path, { force: true });
    }
    await this.#effects.noteWritten(1);
  }
}
