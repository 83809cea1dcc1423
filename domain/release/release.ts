import { z } from "zod";
import { digestOf, digestSchema, type Digest } from "#domain/digest/index.ts";

/**
 * The leaves of a release: each the digest of an immutable value. Together they decide everything that a
 * visitor gets. They hold no website id and no secret value, so equal websites have equal releases.
 */
export const leavesSchema = z.strictObject({
  /** Digest of the theme package's manifest (`domain/theme`). */
  theme: digestSchema,
  /** Digest of the customer's settings of that theme, kept apart so that an update of the theme keeps them. */
  themeSettings: digestSchema,
  /** Digest of the list of plugins with version, settings and grants. */
  plugins: digestSchema,
  /** Root of the content tree. */
  content: digestSchema,
  /** Digest of the website's configuration: title, language, time zone, flags, names and versions of secrets. */
  configuration: digestSchema,
  /** Digest of the list of API modules. */
  apiModules: digestSchema,
});
export type Leaves = z.infer<typeof leavesSchema>;
export type LeafName = keyof Leaves;
export const leafNames = Object.keys(leavesSchema.shape) as readonly LeafName[];

/** A release: one immutable value. Its id is the SHA-256 of its canonical JSON. */
export interface Release {
  readonly format: 1;
  readonly leaves: Leaves;
}
export type ReleaseId = Digest;
export const releaseIdSchema = digestSchema;

export function releaseOf(leaves: Leaves): {
  readonly releaseId: ReleaseId;
  readonly release: Release;
} {
  const release: Release = { format: 1, leaves };
  return { releaseId: digestOf(release), release };
}
