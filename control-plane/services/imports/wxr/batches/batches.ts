import type { Piece } from "../records/piece.ts";
import { batchBytesMax, batchRecordsMax, type ConvertedBatch, type ConvertEffects } from "../types.ts";
import { finishPiece } from "./finish-piece.ts";

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
/** Of `{"kind":…,"value":…}` and what separates records. */
const recordFrameBytes = 40;

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
    const size = piece.record === null ? 0 : recordFrameBytes + piece.bytes + fetchedBytesOf(piece);
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
