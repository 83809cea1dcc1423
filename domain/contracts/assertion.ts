import { z } from "zod";
import { tenantIdSchema, websiteIdSchema } from "#domain/ids/index.ts";

/**
 * Who is asking the control plane: claims of a JWT (HS256) that edges and objects sign for each call with
 * the secret they share with it.
 */
export const assertionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("platform") }),
  /** A Website object, telling of itself alone. */
  z.object({
    kind: z.literal("website"),
    websiteId: websiteIdSchema,
    tenantId: tenantIdSchema,
  }),
  /** Someone whom the edge recognised, at work on one website. */
  z.object({
    kind: z.literal("caller"),
    websiteId: websiteIdSchema,
    tenantId: tenantIdSchema,
  }),
]);
export type Assertion = z.infer<typeof assertionSchema>;

export const assertionAudience = "control-plane";
export const assertionLifetimeSeconds = 60;

/**
 * The other way round: the control plane, asking the edge's API on behalf of one website. Signed with the same secret for
 * another audience, so that neither can be used as the other.
 */
export const edgeAssertionSchema = z.object({
  kind: z.literal("control-plane"),
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
});
export type EdgeAssertion = z.infer<typeof edgeAssertionSchema>;

export const edgeAssertionAudience = "edge-api";

/** A website as the control plane's list has it: what the object's events told, so a moment behind. */
export const websiteSummarySchema = z.object({
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
  name: z.string(),
  status: z.string(),
  hostnames: z.array(z.string()),
  /** Null until the first release was told of. */
  activeReleaseId: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type WebsiteSummary = z.infer<typeof websiteSummarySchema>;

/** The answer of `GET /internal/websites`. */
export const websiteSummaryPageSchema = z.object({
  items: z.array(websiteSummarySchema),
  cursor: z.string().nullable(),
});
