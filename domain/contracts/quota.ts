import { z } from "zod";
import type { Digest } from "#domain/digest/index.ts";
import { websiteIdSchema } from "#domain/ids/index.ts";
import { quotaResourceNames, type QuotaResource } from "#domain/quota/index.ts";
import { tierSchema } from "#domain/tenant/index.ts";
import { pageOf } from "./answers.ts";

/** For so long what was reserved may be made, in milliseconds; whether it was is asked after that, unless it was told before. */
export const reservationMs = 60_000;

/** What a website is to be made, or given, by. */
export interface ReserveWebsiteInput {
  readonly websiteId: string;
  /** The hostnames outside the sites' domain that it is to have: all of them, those it has too. */
  readonly domains: readonly string[];
}

/** Room in the quota, taken: it counts like what is there until it is settled. */
export interface Reservation {
  readonly reservationId: string;
  /** Milliseconds since the epoch: the website begins nothing by it after that. */
  readonly untilMs: number;
}

/** Some bytes that a tenant is about to store, and has. */
export interface BlobToHold {
  readonly digest: Digest;
  readonly bytes: number;
}

/** A file that is being uploaded: the room for it counts like what is stored, until it is or is given up. */
export const uploadRoomSchema = z.strictObject({
  uploadId: z.uuid(),
  bytes: z.int().min(1),
  /** Milliseconds since the epoch: by then the room is free again, should nobody say so before. */
  untilMs: z.int().min(0),
});
export type UploadRoom = z.infer<typeof uploadRoomSchema>;

const resourceSchema = z.enum(quotaResourceNames as [QuotaResource, ...QuotaResource[]]);
const monthSchema = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);

/** All that a website has sent in a month so far, so that telling it twice changes nothing. */
export interface TrafficOfMonth {
  readonly websiteId: string;
  readonly month: string;
  readonly bytes: number;
  readonly requests: number;
}

/** What a tenant uses of its quota. Bandwidth and traffic are behind by a minute or two, all else is exact. */
export const usageSchema = z.object({
  tier: tierSchema,
  /** Of the traffic: the current one, in UTC. */
  month: monthSchema,
  resources: z.array(
    z.object({
      resource: resourceSchema,
      unit: z.enum(["count", "bytes"]),
      used: z.int().min(0),
      limit: z.int().min(0),
    }),
  ),
  /** By website, those that had visitors this month and are deleted too. */
  traffic: pageOf(z.object({ websiteId: websiteIdSchema, bytes: z.int().min(0), requests: z.int().min(0) })),
});
export type Usage = z.infer<typeof usageSchema>;

/**
 * A tenant has come near a limit. Body of `POST /internal/tenants/:tenantId/quota-alerts`, signed as that tenant's object; answered
 * with 204 once it is logged.
 */
export const quotaAlertSchema = z.object({
  /** Told of twice, it is logged once. */
  alertId: z.uuid(),
  at: z.iso.datetime(),
  resource: resourceSchema,
  used: z.int().min(0),
  limit: z.int().min(0),
  tier: tierSchema,
});
export type QuotaAlert = z.infer<typeof quotaAlertSchema>;
