import { z } from "zod";
import { websiteIdSchema } from "#domain/ids/index.ts";
import type { UpdateTenantSettingsInput } from "#domain/tenant/index.ts";
import { actorSchema, originSchema, type Actor, type CallOrigin } from "./assertion.ts";

/**
 * Something done to a tenant's own tables, for its audit log. Written with the change, in the same statement, and told of by the
 * tenant's object until it is logged: `POST /internal/tenants/:tenantId/events`, answered with 204.
 * A tenant's role can write such rows, and whoever gets hold of it may: so they tell of nothing but what that role can do.
 */
export const tenantEventSchema = z.object({
  /** Told of twice, it is logged once. */
  eventId: z.uuid(),
  at: z.iso.datetime(),
  action: z.enum([
    "settings.changed",
    "content.published",
    "content.unpublished",
    "content.scheduled",
    "content.unscheduled",
    "content.erased",
  ]),
  /** Of the website whose content it is about. */
  websiteId: websiteIdSchema.optional(),
  actor: actorSchema,
  origin: originSchema,
  /** What changed, and nothing else. */
  before: z.record(z.string().max(40), z.unknown()),
  after: z.record(z.string().max(40), z.unknown()),
});
export type TenantEvent = z.infer<typeof tenantEventSchema>;

/** At most so many are told of at a time. */
export const tenantEventsMax = 100;
export const tenantEventBatchSchema = z.object({ events: z.array(tenantEventSchema).min(1).max(tenantEventsMax) });

/** A change of a tenant's settings, as its object takes it. */
export interface WriteSettingsInput {
  /** The version that the caller has read. */
  readonly ifVersion: number;
  readonly changes: UpdateTenantSettingsInput;
  readonly actor: Actor;
  readonly origin: CallOrigin;
}
