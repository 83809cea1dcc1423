import { z } from "zod";
import {
  environmentSchema,
  partDifferenceSchema,
  settingsSchema,
  type ConfigurationEdits,
  type PartDifference,
} from "#domain/configuration/index.ts";
import { deploymentSchema } from "#domain/deployment/index.ts";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { contentActorSchema } from "#domain/editing/index.ts";
import { deploymentIdSchema } from "#domain/ids/index.ts";
import { releaseIdSchema } from "#domain/release/index.ts";
import { originSchema } from "./assertion.ts";

/** On whose behalf a website is changed; for its history, and for the tenant's audit log. */
export const changedBySchema = z.object({ actor: contentActorSchema, origin: originSchema.nullable() });
export type ChangedBy = z.infer<typeof changedBySchema>;

/** What a website is configured as: of the active release. */
export const configurationViewSchema = z.object({
  /** Of the release's leaf: the ETag of all parts. */
  digest: digestSchema,
  releaseId: releaseIdSchema,
  settings: settingsSchema,
  flags: z.record(z.string(), z.boolean()),
  environment: environmentSchema,
});
export type ConfigurationView = z.infer<typeof configurationViewSchema>;

/** The same after a change of it. */
export const configuredSchema = configurationViewSchema.extend({
  /** The deployment that changed it; null where all was so already. */
  deployment: deploymentSchema.nullable(),
});
export type Configured = z.infer<typeof configuredSchema>;

export interface ConfigureInput {
  /** Chosen by the caller: a second call with the same id answers what the first did, if it asks for the same. */
  readonly deploymentId: string;
  /** Digest of the configuration that the edits were made of: others' are merged with them. Null for whatever is active. */
  readonly base: Digest | null;
  readonly edits: ConfigurationEdits;
  readonly message: string;
  readonly by: ChangedBy;
}

/** One deployment that changed the configuration, by whatever way. */
export const configurationChangeSchema = z.object({
  deploymentId: deploymentIdSchema,
  kind: deploymentSchema.shape.kind,
  /** The deployment undone by this rollback. */
  undoes: deploymentIdSchema.nullable(),
  at: z.iso.datetime(),
  /** Null where it is not told. */
  actor: contentActorSchema.nullable(),
  message: z.string(),
  differences: z.array(partDifferenceSchema),
});
export interface ConfigurationChange extends Omit<z.infer<typeof configurationChangeSchema>, "differences"> {
  readonly differences: readonly PartDifference[];
}
