import { rm } from "node:fs/promises";
import type { ContentRecord } from "#domain/content/index.ts";
import type { FileEffects, ReaderBatch, ReaderSource } from "../context.ts";
import { mediaTypeOf } from "../shared/media-types.ts";
import { batchesOf, type ReadPiece } from "../wxr/batches/batches.ts";
import { breather } from "../wxr/breather.ts";
import { movedPieces } from "../wxr/records/moved-pieces.ts";
import { lineOf, linesPiece, pieceOf, type Piece } from "../wxr/records/piece.ts";
import { normalPath } from "../wxr/site/paths.ts";
import { settlePaths, type SettledPath } from "../wxr/site/settle-paths.ts";
import { cut } from "../wxr/site/text.ts";
import type { MediaRequest } from "../wxr/types.ts";
import { openZip, type OpenedZip } from "../zip/open-zip.ts";
import { saveEntry } from "../zip/read-entry.ts";
import { documentPiece } from "./document-piece.ts";
import { MarkdownSite, type MarkdownFile } from "./markdown-site.ts";
import { oldPathPieces } from "./old-paths.ts";
import type { DataRecord } from "./read-data.ts";

const entriesMax = 50_000;
const unpackedBytesMax = 2_000_000_000;
/** Stands before the name of a file of the zip where others have an address on the web. */
const inZip = "zip:";

/**
 * Turns a zip of Markdown files, each with front matter or without, into documents, with the terms and authors that they name and the
 * pictures beside them. Folders are as Jekyll, Hugo and Astro have them, or as this platform writes them.
 *
 * The same file gives the same batches, with the same ids, as long as the same paths are taken. Throws an `ImportFault` when it
 * cannot be imported, before the first batch.
 */
export async function* convertMarkdown(source: ReaderSource, effects: FileEffects): AsyncGenerator<ReaderBatch> {
  const zip = await openZip(source.path, { entriesMax, unpackedBytesMax });
  try {
    const markdown = await MarkdownSite.read(zip, effects);
    const settled = await settlePaths(markdown.claims, effects.lookupPaths);
    for (const { claim, path } of settled) {
      claim.target.path = path;
      markdown.site.addTarget(claim.wanted, claim.target);
    }
    for (const { name, item } of markdown.documents) {
      const address = normalPath(`/${name}`);
      if (address !== null) markdown.site.addTarget(address, item);
    }
    const stored: FileEffects = { ...effects, fetchMedia: (request) => storeFile(zip, request, source, effects) };
    const itemsTotal = markdown.documents.length;
    yield* batchesOf(piecesOf(zip, markdown, settled, stored), stored, { itemsTotal, batchesToSkip: 0 });
  } finally {
    zip.close();
  }
}

async function storeFile(
  zip: OpenedZip,
  { mediaId, sourceUrl, fileName }: MediaRequest,
  source: ReaderSource,
  effects: FileEffects,
) {
  const path = await source.temporaryPath();
  try {
    await saveEntry(zip, sourceUrl.slice(inZip.length), path);
    return await effects.storeMedia({ mediaId, fileName }, path);
  } finally {
    await rm(path, { force: true });
  }
}

async function* piecesOf(
  zip: OpenedZip,
  markdown: MarkdownSite,
  settled: readonly SettledPath[],
  { begins }: FileEffects,
): AsyncGenerator<ReadPiece> {
  const breath = breather();
  const paths = new Map(settled.map(({ claim, path }) => [`${claim.kind}:${claim.id}`, path]));
  const head = [
    linesPiece(
      lineOf("taken", "site", null, "zip", `${markdown.documents.length} files of Markdown`),
      ...markdown.lines,
    ),
    ...movedPieces(settled),
    ...markdown.newAuthors.map(({ authorId, slug, path, name, place }) =>
      pieceOf({ authorId, slug, path, name }, { kind: "author", place, changes: [], taken: `at ${path}` }),
    ),
    ...markdown.newTerms.map(({ termId, taxonomy, slug, path, name, place }) =>
      pieceOf(
        { termId, taxonomy, slug, path, name },
        { kind: "term", place, changes: [], taken: `a ${taxonomy}, at ${path}` },
      ),
    ),
    ...markdown.data.map((data) => dataPiece(data, paths)),
    ...markdown.files.flatMap(filePieces),
  ];
  for (const piece of head) {
    await breath();
    yield { ...piece, itemsRead: 0 };
  }
  const oldPaths = new Set<string>();
  let itemsRead = 0;
  for (const document of markdown.documents) {
    await breath();
    itemsRead += 1;
    begins?.(document.name);
    const piece = await documentPiece(zip, document, markdown);
    yield { ...piece, itemsRead };
    if (piece.record === null) continue;
    for (const old of oldPathPieces(document, oldPaths)) yield { ...old, itemsRead };
  }
}

/** A record that the zip has whole, but for its path where that was another's, and its file's smaller editions. */
function dataPiece({ record, place, file }: DataRecord, paths: ReadonlyMap<string, string>): Piece {
  const { kind, value } = withPath(record, paths);
  const taken = file ?? `as ${place} has it`;
  if (kind !== "media" || file === null) return pieceOf(value, { kind, place, changes: [], taken });
  const waiting = { ...value, digest: null, bytes: null, variants: [], unavailable: "It has not been stored." };
  const piece = pieceOf(waiting, { kind, place, changes: [], taken });
  const { mediaId, fileName } = value;
  return piece.record === null ? piece : { ...piece, fetch: { mediaId, sourceUrl: `${inZip}${file}`, fileName } };
}

function withPath(record: ContentRecord, paths: ReadonlyMap<string, string>): ContentRecord {
  if (record.kind === "term") {
    return {
      kind: "term",
      value: { ...record.value, path: paths.get(`term:${record.value.termId}`) ?? record.value.path },
    };
  }
  if (record.kind === "author") {
    const path = paths.get(`author:${record.value.authorId}`) ?? record.value.path;
    return { kind: "author", value: { ...record.value, path } };
  }
  return record;
}

/** A file beside the documents, and a redirect from where it was. */
function filePieces({ name, mediaId }: MarkdownFile): Piece[] {
  const fileName = cut(name.split("/").at(-1) ?? name, 200);
  const input = {
    mediaId,
    fileName,
    contentType: mediaTypeOf(fileName),
    digest: null,
    unavailable: "It has not been stored.",
  };
  const piece = pieceOf(input, { kind: "media", place: name, changes: [], taken: `a file, ${fileName}` });
  if (piece.record === null) return [piece];
  const stored = { ...piece, fetch: { mediaId, sourceUrl: `${inZip}${name}`, fileName } };
  const from = normalPath(`/${name.replace(/^(?:static|public|source|content|src)\//, "")}`);
  if (from === null || from === "/") return [stored];
  return [stored, pieceOf({ from, to: { kind: "media", mediaId } }, { kind: "redirect", place: name, changes: [] })];
}
