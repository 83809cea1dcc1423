import { z } from "zod";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { jsonValueSchema } from "#domain/document/index.ts";
import { leavesSchema } from "#domain/release/index.ts";
import { themePackageSchema } from "#domain/theme/index.ts";
import type { ListRecordsInput } from "./website.ts";

/** A release by its id, or the one that is active. */
export const releaseNameSchema = z.union([digestSchema, z.literal("active")]);

/**
 * What a release is made of beside its records: the values of its leaves as they are stored, so that their digests are those
 * of its leaves.
 */
export const releaseContentsSchema = z.object({
  releaseId: digestSchema,
  leaves: leavesSchema,
  /** Of the website; no leaf. */
  name: z.string(),
  /** Where visitors reach it, such as `https://bakery.example`; null where it has no name. */
  address: z.string().nullable(),
  theme: themePackageSchema,
  themeSettings: z.record(z.string(), jsonValueSchema),
  configuration: z.record(z.string(), jsonValueSchema),
});
export type ReleaseContents = z.infer<typeof releaseContentsSchema>;
/** The same as the Website object knows it, which knows of names and not of how they are reached. */
export interface StoredReleaseContents extends Omit<ReleaseContents, "address"> {
  readonly hostname: string | null;
}

export interface ListReleaseRecordsInput extends ListRecordsInput {
  readonly releaseId: Digest;
}
