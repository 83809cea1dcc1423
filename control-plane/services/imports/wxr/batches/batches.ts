import { contentRecordSchema, type ContentRecord } from "#domain/content/index.ts";
import { documentPassword } from "../records/password.ts";
import { lineOf, type Piece } from "../records/piece.ts";
import {
  batchBytesMax,
  batchRecordsMax,
  type ConvertedBatch,
  type ConvertEffects,
  type MediaOutcome,
  type ReportLine,
} from "../types.ts";

export interface ReadPiece extends Piece {
  readonly itemsRead: number;
}

export interface BatchOptions {
  readonly itemsTotal: number;
  readonly batchesToSkip: number;
}

/** What fetching may add to a medium, and hashing to a document, whatever comes of it: batches end at the same places. */
const fetchedBytes = 8_000;
const linesMax = 5_000;

/** Puts pieces into batches, which depend on the file alone; fetches and hashes what a batch needs all at once. */
export async function* batchesOf(
  pieces: AsyncIterable<ReadPiece>,
  effects: ConvertEffects,
  { itemsTotal, batchesToSkip }: BatchOptions,
): AsyncGenerator<ConvertedBatch> {
  let batch: ReadPiece[] = [];
  let records = 0;
  let bytes = 0;
  let done = 0;
  const finish = async (): Promise<ConvertedBatch | null> => {
    done += 1;
    const finished = batch;
    batch = [];
    records = 0;
    bytes = 0;
    return done <= batchesToSkip ? null : await finishBatch(finished, effects, itemsTotal);
  };
  for await (const piece of pieces) {
    const size = piece.record === null ? 0 : Buffer.byteLength(JSON.stringify(piece.record)) + fetchedBytesOf(piece);
    if (records >= batchRecordsMax || bytes + size > batchBytesMax || batch.length >= linesMax) {
      const finished = await finish();
      if (finished !== null) yield finished;
    }
    batch.push(piece);
    records += piece.record === null ? 0 : 1;
    bytes += size;
  }
  const last = batch.length === 0 ? null : await finish();
  if (last !== null) yield last;
}

function fetchedBytesOf({ fetch, password }: Piece): number {
  return (fetch === undefined ? 0 : fetchedBytes) + (password === undefined ? 0 : 200);
}

async function finishBatch(
  pieces: readonly ReadPiece[],
  effects: ConvertEffects,
  itemsTotal: number,
): Promise<ConvertedBatch> {
  const finished = await Promise.all(pieces.map((piece) => finishPiece(piece, effects)));
  for (const { lines } of finished) for (const line of lines) effects.report(line);
  return {
    records: finished.map(({ record }) => record).filter((record) => record !== null),
    itemsRead: pieces.at(-1)?.itemsRead ?? 0,
    itemsTotal,
  };
}

async function finishPiece(piece: Piece, { fetchMedia }: ConvertEffects): Promise<Piece> {
  const { record, fetch, password } = piece;
  if (record?.kind === "media" && fetch !== undefined) return withBytes(piece, record, await fetchMedia(fetch));
  if (record?.kind !== "document" || password === undefined) return piece;
  const value = { ...record.value, password: await documentPassword(record.value.documentId, password) };
  return { ...piece, record: { kind: "document", value } };
}

function withBytes(piece: Piece, record: ContentRecord & { kind: "media" }, outcome: MediaOutcome): Piece {
  const changed = (detail: string): ReportLine[] => [
    ...piece.lines,
    lineOf("changed", "media", record.value.mediaId, piece.lines[0]?.place ?? "", detail),
  ];
  if (!outcome.ok) {
    const unavailable = outcome.reason.slice(0, 500);
    return {
      record: { kind: "media", value: { ...record.value, unavailable } },
      lines: changed(`its file was not fetched: ${unavailable}`),
    };
  }
  const { digest, bytes, contentType, width, height, variants } = outcome;
  const size = width === null || height === null ? {} : { width, height };
  const value = { ...record.value, digest, bytes, contentType, ...size, variants: [...variants], unavailable: null };
  const parsed = contentRecordSchema.safeParse({ kind: "media", value });
  if (parsed.success) return { record: parsed.data, lines: piece.lines };
  const issue = parsed.error.issues[0];
  const detail = `its file cannot be used: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`;
  return {
    record: { kind: "media", value: { ...record.value, unavailable: detail.slice(0, 500) } },
    lines: changed(detail),
  };
}
