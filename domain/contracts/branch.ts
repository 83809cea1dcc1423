import { z } from "zod";
import { contentRecordSchema, recordRefSchema, type RecordRef } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { branchIdSchema } from "#domain/ids/index.ts";
import { exactLeafInputSchema } from "#domain/release/index.ts";

/** How many records one batch may put, and how many delete. */
export const batchEditsMax = 1_000;

/** How long a branch is kept unless it is dropped, in milliseconds. */
export const branchLifetimeMs = 7 * 24 * 60 * 60 * 1_000;

/** A copy of a website's content that is edited apart, in numbered batches, until it becomes one change. */
export interface Branch {
  readonly branchId: string;
  /** Root of the content that it began with. */
  readonly base: Digest;
  /** Root of the content as it stands. */
  readonly root: Digest;
  /** The number of the last batch that was applied; 0 for none. */
  readonly applied: number;
  /** The change that it became; null while it is open. */
  readonly changeId: Digest | null;
  readonly createdAt: string;
  /** When it is dropped by itself. */
  readonly expiresAt: string;
}

export const createBranchInputSchema = z.strictObject({
  /** Chosen by the caller: a second call with the same id answers with the branch of the first. */
  branchId: branchIdSchema,
  /** Begins with nothing, so that what is put in it takes the place of all that the website has. */
  isEmpty: z.boolean().optional(),
});
export type CreateBranchInput = z.infer<typeof createBranchInputSchema>;

/** One batch of edits, as the API takes it. */
export const branchBatchSchema = z.strictObject({
  /** From 1; each the one after the last. */
  batch: z.int().min(1).max(1_000_000_000),
  put: z.array(contentRecordSchema).max(batchEditsMax).default([]),
  delete: z.array(recordRefSchema).max(batchEditsMax).default([]),
});
export const editBranchInputSchema = branchBatchSchema.extend({ branchId: branchIdSchema });
export type EditBranchInput = z.infer<typeof editBranchInputSchema>;

/** What else the change of a branch replaces, beside the content. */
export const closeBranchInputSchema = z.strictObject({ leaves: exactLeafInputSchema.default({}) });

export const branchLookupSchema = z.strictObject({
  paths: z.array(z.string().min(1).max(1_024)).max(5_000),
});
export const lookupPathsInputSchema = branchLookupSchema.extend({ branchId: branchIdSchema });
export type LookupPathsInput = z.infer<typeof lookupPathsInputSchema>;

/** Who is at which path; paths that nobody holds are left out. */
export interface PathHolders {
  readonly holders: Readonly<Record<string, RecordRef>>;
}
