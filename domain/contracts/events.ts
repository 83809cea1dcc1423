import { z } from "zod";
import { tenantIdSchema, websiteIdSchema } from "#domain/ids/index.ts";
import { deploymentSchema } from "#domain/deployment/index.ts";
import { trafficHourSchema } from "#domain/traffic/index.ts";
import { websiteStatusSchema } from "#domain/website/index.ts";
import { changedBySchema } from "./configuration.ts";

/** What a Website object tells the control plane, in the order in which it happened. */
export const websiteEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("website-created"),
    name: z.string(),
    hostnames: z.array(z.string()),
    at: z.iso.datetime(),
  }),
  z.object({
    type: z.literal("release-activated"),
    deployment: deploymentSchema,
    at: z.iso.datetime(),
  }),
  z.object({
    type: z.literal("status-changed"),
    status: websiteStatusSchema,
    at: z.iso.datetime(),
  }),
  z.object({
    type: z.literal("hostnames-changed"),
    hostnames: z.array(z.string()),
    at: z.iso.datetime(),
  }),
  z.object({
    type: z.literal("website-renamed"),
    name: z.string(),
    at: z.iso.datetime(),
  }),
  /** Which parts of the configuration a deployment changed; their values are the website's to tell. */
  z.object({
    type: z.literal("configuration-changed"),
    deploymentId: deploymentSchema.shape.deploymentId,
    parts: z.array(z.string()).max(1_000),
    by: changedBySchema.nullable(),
    at: z.iso.datetime(),
  }),
  /** At most once a minute: all that was counted so far in hours that have changed, so that a later one includes it. */
  z.object({
    type: z.literal("traffic-counted"),
    hours: z.array(trafficHourSchema).min(1).max(48),
    at: z.iso.datetime(),
  }),
]);
export type WebsiteEvent = z.infer<typeof websiteEventSchema>;

/** Body of `POST /internal/events`: delivered at least once, to be applied once by (website, epoch, sequence). */
export const eventBatchSchema = z.object({
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
  /** Made at random when the object's storage was first made: a restored object begins another. */
  epoch: z.uuid(),
  events: z
    .array(z.object({ sequence: z.int().positive(), event: websiteEventSchema }))
    .min(1)
    .max(100),
});
export type EventBatch = z.infer<typeof eventBatchSchema>;

/** The answer: the highest sequence that is stored, with all before it. */
export const eventReceiptSchema = z.object({ acknowledged: z.int().nonnegative() });

/** What `/_hotswap/live` sends to each socket. */
export const liveMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), activeReleaseId: z.string(), version: z.int() }),
  z.object({ type: z.literal("release-activated"), activeReleaseId: z.string(), version: z.int() }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
