import { z } from "zod";
import { platformRoleSchema, tenantRoleSchema } from "#domain/access/index.ts";
import { personIdSchema, sessionIdSchema, tenantIdSchema, websiteIdSchema } from "#domain/ids/index.ts";

/** Who acts, as every runtime notes it. */
export const actorSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("person"),
    personId: personIdSchema,
    sessionId: sessionIdSchema,
    platformRole: platformRoleSchema.nullable(),
    /** Who of the platform acts as this person; null for the person themself. */
    impersonatedBy: personIdSchema.nullable(),
  }),
  /** The bearer of the platform's own token: may do everything, for every tenant. */
  z.object({ kind: z.literal("platform-token") }),
]);
export type Actor = z.infer<typeof actorSchema>;
export type PersonActor = Extract<Actor, { kind: "person" }>;

/** Stands for a client's address where nobody trustworthy told it: of many, so that nothing may be limited by it. */
export const unknownAddress = "unknown";

/** By whom calls are counted that were refused as guesses are: `POST /internal/refused-calls`, answered 204, or 429 for too many. */
export const guesserSchema = z.object({ by: z.enum(["person", "address"]), subject: z.string().min(1).max(64) });
export type Guesser = z.infer<typeof guesserSchema>;

/** From where a call came, as the edge saw it. */
export const originSchema = z.object({
  requestId: z.string().max(64),
  address: z.string().max(64),
  userAgent: z.string().max(500),
});
export type CallOrigin = z.infer<typeof originSchema>;

/**
 * Who is asking the control plane: claims of a JWT (HS256) that edges and objects sign for each call with
 * the secret they share with it.
 */
export const assertionSchema = z.discriminatedUnion("kind", [
  /** The edge itself. */
  z.object({ kind: z.literal("platform") }),
  /** A Website object, telling of itself alone. */
  z.object({ kind: z.literal("website"), websiteId: websiteIdSchema, tenantId: tenantIdSchema }),
  /** A Tenant object, telling of itself alone. */
  z.object({ kind: z.literal("tenant"), tenantId: tenantIdSchema }),
  /** Someone whom the edge does not know: signing in, or following a link. */
  z.object({ kind: z.literal("visitor"), origin: originSchema }),
  /** Someone whom the edge recognised, and found to be allowed what they ask. */
  z.object({
    kind: z.literal("caller"),
    actor: actorSchema,
    /** The tenant in which they act; null where the route has none. */
    tenantId: tenantIdSchema.nullable(),
    /** Their role in it; null for the platform's people and its token. */
    role: tenantRoleSchema.nullable(),
    /** The website, one of that tenant's, that the call is about. */
    websiteId: websiteIdSchema.nullable(),
    origin: originSchema,
  }),
]);
export type Assertion = z.infer<typeof assertionSchema>;
export type CallerAssertion = Extract<Assertion, { kind: "caller" }>;

export const assertionAudience = "control-plane";
export const assertionLifetimeSeconds = 60;

/**
 * The other way round: the control plane, asking the edge's API on behalf of one website, or telling a Tenant object of its
 * state. Signed with the same secret for another audience, so that neither can be used as the other.
 */
export const edgeAssertionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("control-plane"), websiteId: websiteIdSchema, tenantId: tenantIdSchema }),
  z.object({ kind: z.literal("tenant-state"), tenantId: tenantIdSchema }),
]);
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
