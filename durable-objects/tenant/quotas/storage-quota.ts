import { reservationMs, type BlobToHold, type HoldFailure, type UploadRoom } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { mayTake, standingOf } from "#domain/quota/index.ts";
import { mayBegin, unknownTenant, type QuotaParts } from "./parts.ts";

/** Whoever stores over a slower line is cut off, in bytes a millisecond. */
const slowestLine = 1_000;

/** Room for what a tenant uploads. */
export class StorageQuota {
  readonly #parts: QuotaParts;

  constructor(parts: QuotaParts) {
    this.#parts = parts;
  }

  /** @param uploadId whose room they take first */
  hold(blobs: readonly BlobToHold[], uploadId?: string): Result<readonly Digest[], HoldFailure> {
    const reserved = this.#reserve(blobs, uploadId);
    return reserved.ok ? ok(this.missing(blobs.map(({ digest }) => digest))) : reserved;
  }

  /** Stored so late that nobody knew of them any more, they are counted anew. */
  keep(blobs: readonly BlobToHold[]): Result<null, HoldFailure> {
    const reserved = this.#reserve(blobs);
    if (!reserved.ok) return reserved;
    this.#parts.effects.transaction(() => {
      for (const { digest } of blobs) this.#parts.blobs.keep(digest);
    });
    return ok(null);
  }

  reserveUpload({ uploadId, bytes, untilMs }: UploadRoom): Result<null, HoldFailure> {
    const { store, blobs, uploads, effects } = this.#parts;
    const { state } = store;
    if (state === null) return unknownTenant;
    const known = uploads.bytesOf(uploadId);
    if (known === null) {
      const begun = mayBegin(state, this.#parts);
      if (!begun.ok) return begun;
      const room = mayTake(standingOf(state, "storage", blobs.bytes), bytes);
      if (!room.ok) return room;
    }
    effects.transaction(() => {
      uploads.reserve({ uploadId, bytes: known ?? bytes, untilMs });
      this.#parts.scheduleSettling();
    });
    return ok(null);
  }

  releaseUpload(uploadId: string): void {
    this.#parts.effects.transaction(() => this.#parts.uploads.release(uploadId));
  }

  missing(digests: readonly Digest[]): readonly Digest[] {
    const { blobs, left, effects } = this.#parts;
    left.postpone(digests, effects.now());
    return blobs.missing(digests);
  }

  /** A website that named these is no more. */
  leave(digests: readonly Digest[]): void {
    const { left, effects } = this.#parts;
    effects.transaction(() => {
      left.add(digests, effects.now());
      this.#parts.scheduleSettling();
    });
  }

  #reserve(given: readonly BlobToHold[], uploadId?: string): Result<null, HoldFailure> {
    const { store, blobs, uploads, effects } = this.#parts;
    const { state } = store;
    if (state === null) return unknownTenant;
    const unknown = blobs.unknown(given);
    if (unknown.length === 0) return ok(null);
    const bytes = unknown.reduce((sum, blob) => sum + blob.bytes, 0);
    const taken = Math.min(bytes, (uploadId === undefined ? null : uploads.bytesOf(uploadId)) ?? 0);
    // What has its room was begun when that was made.
    const begun = taken < bytes ? mayBegin(state, this.#parts) : ok(null);
    if (!begun.ok) return begun;
    const room = mayTake(standingOf(state, "storage", blobs.bytes), bytes - taken);
    if (!room.ok) return room;
    effects.transaction(() => {
      if (uploadId !== undefined) uploads.take(uploadId, taken);
      for (const blob of unknown) blobs.reserve(blob, effects.now() + storingMsMax(blob));
      this.#parts.scheduleSettling();
    });
    return ok(null);
  }
}

/** So long storing it may take, in milliseconds: given up before, its room would be somebody else's when all of its bytes are there. */
function storingMsMax({ bytes }: BlobToHold): number {
  return 2 * reservationMs + Math.ceil(bytes / slowestLine);
}
