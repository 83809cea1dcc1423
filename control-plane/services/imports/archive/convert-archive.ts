import { Readable } from "node:stream";
import { archiveEntriesMax, blobEntry } from "#domain/archive/index.ts";
import type { ContentRecord } from "#domain/content/index.ts";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import type { BroughtDraft, ReaderBatch, ReaderEffects, ReaderSource } from "../context.ts";
import { Slots } from "../media/slots.ts";
import { batchBytesMax, batchRecordsMax, type ReportLine } from "../wxr/types.ts";
import { openZip, type OpenedZip } from "../zip/open-zip.ts";
import { checkArchive, type CheckedArchive } from "./check-archive.ts";
import { readCopies } from "./read-copies.ts";
import { readRecords } from "./read-records.ts";
import { UnderEdits } from "./under-edits.ts";

/** Twice what an archive may be long: pictures do not shrink, and records shrink a lot. */
const unpackedBytesMax = 4_000_000_000;
const uploadsAtOnce = 2;

/**
 * Reads a website's archive: its theme, settings, configuration and records, to take the place of all that the website has, and
 * to be the same release then. All of the archive is checked before the first batch, and nothing is stored before that.
 */
export async function* convertArchive(source: ReaderSource, effects: ReaderEffects): AsyncGenerator<ReaderBatch> {
  const zip = await openZip(source.path, { entriesMax: archiveEntriesMax, unpackedBytesMax });
  try {
    const archive = await checkArchive(zip);
    const store = blobStorer(zip, effects);
    await store(Object.values(archive.theme.files).map(({ digest }) => digest));
    await storeThemeManifest(archive, effects);
    effects.report(siteLine(archive));
    yield* batches(zip, archive, { store, report: effects.report });
  } finally {
    zip.close();
  }
}

/** Stores blobs that were not stored before, some at a time. */
function blobStorer(zip: OpenedZip, { storeBlob }: ReaderEffects) {
  const stored = new Set<Digest>();
  const slots = new Slots(uploadsAtOnce);
  return async (digests: readonly Digest[]): Promise<void> => {
    const wanted = [...new Set(digests)].filter((digest) => !stored.has(digest));
    await Promise.all(
      wanted.map((digest) =>
        slots.use(async () => {
          const name = blobEntry(digest);
          await storeBlob({ digest, bytes: zip.bytesOf(name) }, () => Readable.from(zip.read(name)));
          stored.add(digest);
        }),
      ),
    );
  };
}

/** A theme's manifest is a blob as well, under the theme's own digest. */
async function storeThemeManifest({ theme, leaves }: CheckedArchive, { storeBlob }: ReaderEffects): Promise<void> {
  const bytes = Buffer.from(canonicalJson(theme));
  await storeBlob({ digest: leaves.theme, bytes: bytes.byteLength }, () => Readable.from([bytes]));
}

interface BatchEffects {
  store(digests: readonly Digest[]): Promise<void>;
  report(line: ReportLine): void;
}

async function* batches(
  zip: OpenedZip,
  { manifest, leaves }: CheckedArchive,
  { store, report }: BatchEffects,
): AsyncGenerator<ReaderBatch> {
  const recordsTotal = Object.values(manifest.records).reduce((sum, count) => sum + count, 0);
  const itemsTotal = recordsTotal + (manifest.drafts?.count ?? 0) + (manifest.edits?.count ?? 0);
  const { content: contentDigest } = manifest.release.leaves;
  let records: ContentRecord[] = [];
  let bytes = 0;
  let itemsRead = 0;
  const under = new UnderEdits();
  for await (const drafts of draftBatches(zip, manifest, report)) {
    for (const brought of drafts) under.note(brought);
    itemsRead += drafts.length;
    yield { records: [], drafts, itemsRead, itemsTotal };
  }
  const finish = async (): Promise<ReaderBatch> => {
    const finished = records;
    records = [];
    bytes = 0;
    itemsRead += finished.length;
    await store(finished.flatMap(digestsOf));
    return { records: finished, edited: under.find(finished), itemsRead, itemsTotal, leaves, contentDigest };
  };
  for await (const { record, bytes: size, line } of readRecords(zip, manifest)) {
    if (records.length >= batchRecordsMax || (records.length > 0 && bytes + size > batchBytesMax)) yield await finish();
    records.push(record);
    bytes += size;
    report(line);
  }
  yield await finish();
  under.end();
}

async function* draftBatches(
  zip: OpenedZip,
  manifest: CheckedArchive["manifest"],
  report: (line: ReportLine) => void,
): AsyncGenerator<readonly BroughtDraft[]> {
  let drafts: BroughtDraft[] = [];
  let bytes = 0;
  for await (const { brought, bytes: size, line } of readCopies(zip, manifest)) {
    if (drafts.length >= batchRecordsMax || (drafts.length > 0 && bytes + size > batchBytesMax)) {
      yield drafts;
      drafts = [];
      bytes = 0;
    }
    drafts.push(brought);
    bytes += size;
    report(line);
  }
  if (drafts.length > 0) yield drafts;
}

function digestsOf(record: ContentRecord): Digest[] {
  if (record.kind !== "media") return [];
  const { digest, variants } = record.value;
  return [...(digest === null ? [] : [digest]), ...variants.map((variant) => variant.digest)];
}

function siteLine({ manifest, theme }: CheckedArchive): ReportLine {
  const { website, release } = manifest;
  const detail = `the theme ${theme.name} ${theme.version}, its settings and the configuration of "${website.name}", release ${release.releaseId}`;
  return { outcome: "taken", kind: "site", id: null, place: "manifest.json", detail };
}
