import { z } from "zod";
import type { Digest } from "#domain/digest/index.ts";
import type { Failed, Result } from "#domain/errors/index.ts";
import { personIdSchema, tenantIdSchema } from "#domain/ids/index.ts";
import { resourceQuotaSchema, tenantStatusSchema, tierSchema, type TenantSettings } from "#domain/tenant/index.ts";
import type { ContentAnswer, ContentInput, ContentVerbName } from "./content-verbs.ts";
import type { BlobToHold, Reservation, ReserveWebsiteInput, TrafficOfMonth, UploadRoom, Usage } from "./quota.ts";
import type { WriteSettingsInput } from "./tenant-events.ts";
import type { ListInput, Page } from "./website.ts";

/**
 * What the control plane tells a Tenant object, whole at each change: `version` grows with every one, and one that is not newer than
 * what the object has changes nothing. `PUT /_hotswap/tenants/:tenantId/state` on the API's host, signed as the control plane.
 */
export const tenantStateSchema = z.object({
  tenantId: tenantIdSchema,
  version: z.int().min(1),
  status: tenantStatusSchema,
  tier: tierSchema,
  quota: resourceQuotaSchema,
  subdomain: z.string(),
  /** Access tokens made at an earlier epoch are no longer taken. */
  revocationEpoch: z.int().min(0),
});
export type TenantState = z.infer<typeof tenantStateSchema>;

/** For how long an edge may go by it, from before it asked, in milliseconds. */
export const tenantLeaseMs = 1_000;

/** What an edge needs to know of a tenant for as long as the lease runs. */
export interface TenantLease {
  readonly state: TenantState;
  readonly durationMs: number;
}

/**
 * Something refused across tenants, for the audit log of the tenant whose thing it was. Body of
 * `POST /internal/tenants/:tenantId/refusals`, signed as that tenant's object; answered with 204 once it is logged.
 */
export const refusedAttemptSchema = z.object({
  /** UUID version 7 made at the edge: reported twice, it is logged once. */
  attemptId: z.uuid(),
  at: z.iso.datetime(),
  /** Who tried: a person, or a word for another kind of caller. */
  actor: z.string().max(100),
  /** Who of the platform acted as that person; null for the person themself. */
  impersonatedBy: personIdSchema.nullable().default(null),
  actorTenantId: tenantIdSchema.nullable(),
  method: z.string().max(10),
  /** The route's pattern, not the address. */
  route: z.string().max(200),
  reason: z.string().max(200),
  requestId: z.string().max(64),
  address: z.string().max(64),
});
export type RefusedAttempt = z.infer<typeof refusedAttemptSchema>;

export type HoldFailure = "tenant-not-found" | "quota-exceeded" | "storage-full";
export type ReserveFailure = HoldFailure | "tenant-inactive";

export interface RegisterWebsiteInput {
  readonly websiteId: string;
  readonly isCreated?: boolean;
}

/** What the Tenant object answers by RPC. It knows no tenant before the control plane has told it of one. */
export interface TenantRpc {
  /** Takes a newer state: durable when it answers. Websites are told by a durable fan-out that this waits for, within bounds. */
  applyState(state: TenantState): Promise<Result<{ readonly version: number }, "tenant-not-found">>;
  lease(): Promise<Result<TenantLease, "tenant-not-found">>;
  /**
   * Notes that the website is the tenant's, before it is created, so that a suspension finds it. Refused unless the tenant is active or being provisioned,
   * but for one that has been created already: that is told at once what the tenant is. The same again changes nothing.
   */
  registerWebsite(input: RegisterWebsiteInput): Promise<Result<TenantState, ReserveFailure>>;
  /** From the tenant's own tables, by a connection that is the tenant's alone. */
  readSettings(): Promise<Result<TenantSettings, "tenant-not-found" | "tenant-unavailable">>;
  /**
   * Changes settings that are still as they were read. Not to be repeated when no answer comes: it may have been done, and then
   * fails with `version-mismatch`. Told of to the audit log by alarm.
   */
  writeSettings(
    input: WriteSettingsInput,
  ): Promise<Result<TenantSettings, "tenant-not-found" | "tenant-unavailable" | "version-mismatch" | "storage-full">>;
  /** One of the verbs of content, from and to the tenant's own tables: `content-verbs.ts` says what each takes and answers. */
  content<Name extends ContentVerbName>(
    verb: Name,
    input: ContentInput<Name>,
  ): Promise<ContentAnswer<Name> | Failed<"tenant-not-found" | "website-deleted">>;
  /**
   * Makes room for a website, or for its custom domains, before it is created or given them, and puts it on the list. What is there
   * already takes no more. Settled by asking the website, by `settleReservation` or else by alarm: a crash at any moment leaks nothing.
   */
  reserveWebsite(input: ReserveWebsiteInput): Promise<Result<Reservation, ReserveFailure>>;
  /** To be called once the website has answered. What it has is kept, and the rest of the room is free again. */
  settleReservation(reservationId: string): Promise<void>;
  /**
   * Counts blobs that the tenant is about to store, all or none of them, each digest once. Whoever calls has the bytes.
   * @param uploadId whose room they take first, as far as it goes
   * @returns those that are new to the tenant: they have to be stored, whoever else may have stored them
   */
  holdBlobs(blobs: readonly BlobToHold[], uploadId?: string): Promise<Result<readonly Digest[], HoldFailure>>;
  /** Makes room for a file that is going to be uploaded; the same again changes until when. */
  reserveUpload(room: UploadRoom): Promise<Result<null, HoldFailure>>;
  /** What is left of the room for an upload is free again. */
  releaseUpload(uploadId: string): Promise<void>;
  /** Notes that these are stored. */
  keepBlobs(blobs: readonly BlobToHold[]): Promise<Result<null, HoldFailure>>;
  /** Those that the tenant has not uploaded, whoever else may have. */
  missingBlobs(digests: readonly Digest[]): Promise<readonly Digest[]>;
  /**
   * Notes that a website which named these as its media is no more: after a day the room of those is free again that none of the
   * tenant's others names. The same again changes nothing.
   */
  leaveBlobs(digests: readonly Digest[]): Promise<void>;
  /** The same of what its media were in the tenant's tables, in every version that is kept. Throws when those are away. */
  leaveEditedBlobs(websiteId: string): Promise<void>;
  /**
   * Room for a deployment until `endDeployment`, or for a minute where nobody tells of its end. The same again takes no more.
   * @param place a name of the deployment that no other website's has
   */
  beginDeployment(place: string): Promise<Result<null, "tenant-not-found" | "quota-exceeded">>;
  endDeployment(place: string): Promise<void>;
  /** What websites have sent to visitors so far: told twice, or in another order, it counts once. */
  noteTraffic(months: readonly TrafficOfMonth[]): Promise<void>;
  /** @param input of the list of websites' traffic */
  readUsage(input: ListInput): Promise<Result<Usage, "tenant-not-found">>;
  /** Ids of its websites, those that are about to be made too, in order; the cursor is the last one. */
  listWebsites(input: ListInput): Promise<Result<Page<string>, "tenant-not-found">>;
  /** Forgets a website that is deleted. */
  forgetWebsite(websiteId: string): Promise<void>;
  /** Notes that a website's content, or its publications, have moved: the tenant's tables are to be brought up to it. */
  noteContentMoved(websiteId: string): Promise<Result<null, "tenant-not-found">>;
  /** Durable when it answers, delivered to the control plane by alarm. At most 10,000 wait: then the oldest are dropped and counted. */
  reportRefusal(attempt: RefusedAttempt): Promise<void>;
}
