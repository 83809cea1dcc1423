import { z } from "zod";
import { digestSchema } from "#domain/digest/index.ts";
import { deploymentIdSchema } from "#domain/ids/index.ts";
import { releaseIdSchema } from "#domain/release/index.ts";

/** One placing of a release as a website's active one, as the website's history keeps it. */
export const deploymentSchema = z.object({
  deploymentId: deploymentIdSchema,
  kind: z.enum(["initial", "change", "rollback", "publication"]),
  changeId: digestSchema,
  releaseId: releaseIdSchema,
  /** Null for a website's first release. */
  previousReleaseId: releaseIdSchema.nullable(),
  /** The deployment undone by this rollback. */
  undoes: deploymentIdSchema.nullable(),
  /** ISO 8601 in UTC. */
  activatedAt: z.iso.datetime(),
  /** How long the swap waited for leases to run out, in milliseconds. */
  drainMs: z.number(),
  message: z.string(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** A deployment by itself, with what has become of it. */
export const placedDeploymentSchema = deploymentSchema.extend({
  /** The rollback that undid it, and was not undone itself. */
  undoneBy: deploymentIdSchema.nullable(),
});
export type PlacedDeployment = z.infer<typeof placedDeploymentSchema>;
