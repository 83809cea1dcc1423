import { z } from "zod";
import { recordRefSchema } from "#domain/content/index.ts";
import { digestSchema } from "#domain/digest/index.ts";
import { documentSchema } from "#domain/document/index.ts";
import { branchIdSchema } from "#domain/ids/index.ts";
import { themePackageSchema } from "#domain/theme/index.ts";
import type { Branch, PathHolders } from "./branch.ts";
import type { DocumentSummary, Drained, Page } from "./website.ts";

/** What the API answers, where the schema of a thing itself does not say it: its description and its tests go by these. */

/** A page of a list; `cursor` is null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), cursor: z.string().nullable() }) satisfies z.ZodType<Page<unknown>>;
}

export const drainedSchema = z.object({
  /** Of the serving state. */
  version: z.int(),
  /** How long leases on the state before had to be waited for, in milliseconds. */
  drainMs: z.number().min(0),
}) satisfies z.ZodType<Drained>;

export const branchSchema = z.object({
  branchId: branchIdSchema,
  base: digestSchema,
  root: digestSchema,
  applied: z.int().min(0),
  changeId: digestSchema.nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
}) satisfies z.ZodType<Branch>;

export const branchRefSchema = z.object({ branchId: branchIdSchema });

/** By path; paths that nobody holds are left out. */
export const pathHoldersSchema = z.object({
  holders: z.record(z.string(), recordRefSchema),
}) satisfies z.ZodType<PathHolders>;

export const documentSummarySchema = documentSchema.pick({
  documentId: true,
  type: true,
  status: true,
  path: true,
  title: true,
  description: true,
  publishedAt: true,
}) satisfies z.ZodType<DocumentSummary>;

export const preparedSchema = z.object({ releaseId: digestSchema });

/** Where a release is shown before it is deployed. */
export const previewAddressSchema = z.object({
  url: z.string(),
  expiresAt: z.iso.datetime(),
  releaseId: digestSchema,
});

export const blobRefSchema = z.object({ digest: digestSchema });
export const storedBlobSchema = z.object({ digest: digestSchema, bytes: z.int().min(0) });

/** The digest that names the theme; of one that came as a zip, also what was found in it. */
export const storedThemeSchema = z.object({ theme: digestSchema, package: themePackageSchema.optional() });

export const healthSchema = z.object({
  status: z.literal("ok"),
  controlPlane: z.enum(["ok", "unavailable", "not-configured"]),
});
