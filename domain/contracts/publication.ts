import { z } from "zod";
import { contentRecordSchema, recordRefSchema, type ContentRecord, type RecordRef } from "#domain/content/index.ts";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import type { FailureCode } from "#domain/errors/index.ts";
import { publicationIdSchema } from "#domain/ids/index.ts";
import { recordEditsMax } from "./website.ts";

/** How many publications of a website may wait for their time. */
export const scheduledMax = 5_000;
/** The website's object tells of so many publications that have ended, and for so long, in milliseconds. */
export const publicationsKept = 10_000;
export const publicationsKeptMs = 90 * 86_400_000;

/**
 * Records that become what visitors get, and records that go, as one change. Whole records, onto whatever is active when they are
 * placed: the last publication of a record wins. What is to go and is not there is gone already.
 */
export const publishInputSchema = z.strictObject({
  /** Chosen by the caller: the same id again is answered with what became of the first. It names the deployment too. */
  publicationId: publicationIdSchema,
  put: z.array(contentRecordSchema).max(recordEditsMax),
  delete: z.array(recordRefSchema).max(recordEditsMax),
  message: z.string().max(500).default(""),
});
export type PublishInput = z.infer<typeof publishInputSchema>;

export const scheduleInputSchema = publishInputSchema.extend({
  /** The second in which it is published: what is due in the same one is one change. */
  dueAt: z.iso.datetime(),
});
export type ScheduleInput = z.infer<typeof scheduleInputSchema>;

/** Where a publication stands with the website that it is for. */
export interface PlacedPublication {
  readonly publicationId: string;
  /** `refused` for what could not be placed when it came due. */
  readonly state: "scheduled" | "placed" | "refused" | "cancelled";
  /** Of one that is scheduled: when it is due. */
  readonly dueAt: string | null;
  /** Of one that is placed: the deployment, which others that were due with it share. */
  readonly deploymentId: string | null;
  /** Of one that was refused. */
  readonly failure: { readonly code: FailureCode; readonly detail: string } | null;
  /** When it ended; null while it is scheduled. */
  readonly at: string | null;
}

/** One that waits for its time: the records as they will be placed. */
export interface ScheduledPublication {
  readonly publicationId: string;
  readonly dueAt: string;
  readonly put: readonly RecordRef[];
  readonly delete: readonly RecordRef[];
}

export interface PublicationsSinceInput {
  /** The sequence of the last one known; 0 for none. */
  readonly after: number;
  readonly limit: number;
}
/** Publications that have ended, in that order. */
export interface PublicationsSince {
  /** Made at random when the object's storage was first made: a restored object begins another. */
  readonly epoch: string;
  /** Of the last that ended; 0 for none. */
  readonly latest: number;
  readonly items: readonly (PlacedPublication & { readonly sequence: number })[];
}

export const contentSinceInputSchema = z.strictObject({
  /** Root of the content that the caller has; null for none. It is kept until the caller names another. */
  since: digestSchema.nullable(),
  /** Root of the content that the caller is to have, as the page before named it; null for what is active now. */
  until: digestSchema.nullable(),
  cursor: z.string().max(2_000).nullable(),
  limit: z.int().min(1).max(1_000),
});
export type ContentSinceInput = z.infer<typeof contentSinceInputSchema>;

export interface ChangedRecord {
  readonly ref: RecordRef;
  /** SHA-256 of the record's canonical JSON; null, with the record, for one that is gone. */
  readonly digest: Digest | null;
  readonly record: ContentRecord | null;
}

/** What differs between two contents, by page. */
export interface ContentSince {
  readonly until: Digest;
  /** Whether these are all records, because nothing is known any more of what the caller has: what is not among them is gone. */
  readonly isWhole: boolean;
  /** In the order of their kinds and ids. */
  readonly records: readonly ChangedRecord[];
  readonly cursor: string | null;
}
