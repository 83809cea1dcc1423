import type { CallerAssertion } from "#domain/contracts/index.ts";
import type { OpenedBuckets } from "../../drivers/blobs/index.ts";
import type { Database } from "../../database/index.ts";
import type { MediaEdge, WebsiteRef } from "../../drivers/edge/index.ts";
import type { Log } from "../../log.ts";
import type { LookedInto } from "../../media/index.ts";
import type { PartBounds } from "./part-slots.ts";

/** What uploads are taken with. */
export interface UploadServices {
  readonly database: Database;
  readonly edge: MediaEdge;
  /** Null where no store for tenants' blobs is configured. */
  readonly buckets: Pick<OpenedBuckets, "of" | "ensureHomeExists"> | null;
  /** A path for a file or directory that is needed for a moment; whoever makes it removes it. */
  temporaryPath(): string;
  /** Looks into a file, in a process of its own. Throws when it cannot be done now, and when aborted. */
  lookInto(
    file: { readonly path: string; readonly bytes: number; readonly said: string | null; readonly directory: string },
    signal: AbortSignal,
  ): Promise<LookedInto>;
  /** Bounds the parts that this process receives at a time. */
  readonly partSlots: PartBounds;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Who is at work on which website. */
export interface UploadCaller extends WebsiteRef {
  readonly assertion: CallerAssertion;
}

/** Under which key of the tenant's store an upload lies until it was looked into. */
export function keyOf({ uploadId }: { readonly uploadId: string }): string {
  return `uploads/${uploadId}`;
}
