import { z } from "zod";
import type { Deployment } from "#domain/deployment/index.ts";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import {
  contentRecordSchema,
  recordRefSchema,
  type ContentRecord,
  type RecordKind,
  type RecordRef,
} from "#domain/content/index.ts";
import { documentSchema, type Document, type DocumentStatus } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { hostnameSchema } from "#domain/hostname/index.ts";
import { deploymentIdSchema, documentIdSchema, tenantIdSchema, websiteIdSchema } from "#domain/ids/index.ts";
import { servingStateSchema, type LeaseGrant } from "#domain/lease/index.ts";
import {
  configurationSchema,
  leafInputSchema,
  leavesSchema,
  releaseIdSchema,
  type Configuration,
} from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import type { TrafficBatch, TrafficHour, TrafficReceipt } from "#domain/traffic/index.ts";
import { websiteStatusSchema, type WebsiteStatus } from "#domain/website/index.ts";
import type { Branch, CreateBranchInput, EditBranchInput, LookupPathsInput, PathHolders } from "./branch.ts";
import type { FeedData, MediaById, PageData, SitemapPart } from "./page-data.ts";
import type { CreatePreviewInput, OpenPreview, Preview } from "./preview.ts";

export const createWebsiteInputSchema = z.strictObject({
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
  name: z.string().trim().min(1).max(200),
  hostnames: z.array(hostnameSchema).min(1).max(50),
  /** Digest of the theme package of the first release; its blobs must be there. */
  theme: digestSchema,
  configuration: configurationSchema,
  /** What it has from the start. */
  records: z.array(contentRecordSchema).max(10).optional(),
});
export type CreateWebsiteInput = z.infer<typeof createWebsiteInputSchema>;

export const websiteSchema = z.object({
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
  name: z.string(),
  status: websiteStatusSchema,
  hostnames: z.array(z.string()),
  activeReleaseId: releaseIdSchema,
  leaves: leavesSchema,
  serving: servingStateSchema,
  /** The longest lease that may be outstanding, in milliseconds: what the next swap will wait. */
  leaseMsOutstanding: z.number(),
  sockets: z.int(),
  createdAt: z.iso.datetime(),
});
export type Website = z.infer<typeof websiteSchema>;

/** How many records one change, or one batch of a branch, may put, and how many delete. */
export const recordEditsMax = 1_000;

export const recordEditsSchema = z.strictObject({
  put: z.array(contentRecordSchema).max(recordEditsMax).default([]),
  delete: z.array(recordRefSchema).max(recordEditsMax).default([]),
});

/** What a change holds: leaves to replace, records of content to put or delete, or both. */
export const createChangeInputSchema = z
  .strictObject({
    leaves: leafInputSchema.default({}),
    /** For records that are documents, without saying so of each. */
    documents: z
      .strictObject({
        put: z.array(documentSchema).max(recordEditsMax).default([]),
        delete: z.array(documentIdSchema).max(recordEditsMax).default([]),
      })
      .default({ put: [], delete: [] }),
    records: recordEditsSchema.default({ put: [], delete: [] }),
  })
  .refine(({ documents, records }) => documents.put.length + records.put.length <= recordEditsMax, {
    message: `documents.put and records.put may hold ${recordEditsMax} together`,
    path: ["records", "put"],
  })
  .refine(({ documents, records }) => documents.delete.length + records.delete.length <= recordEditsMax, {
    message: `documents.delete and records.delete may hold ${recordEditsMax} together`,
    path: ["records", "delete"],
  });
type ParsedChangeInput = z.infer<typeof createChangeInputSchema>;
/** `records` is left out by callers of the version before. */
export type CreateChangeInput = Omit<ParsedChangeInput, "records"> & Partial<Pick<ParsedChangeInput, "records">>;
export type RecordEditsInput = z.infer<typeof recordEditsSchema>;

export const changeSchema = z.object({
  changeId: digestSchema,
  /** The leaves it replaces. */
  replaces: z.partialRecord(leavesSchema.keyof(), z.object({ from: digestSchema, to: digestSchema })),
  /** The release that it would make of the release active now; null when it conflicts with that. */
  releaseId: releaseIdSchema.nullable(),
});
export type ChangeView = z.infer<typeof changeSchema>;

export const activateInputSchema = z.strictObject({
  /** Chosen by the caller: a second call with the same id answers what the first did, if it asks for the same. */
  deploymentId: deploymentIdSchema,
  changeId: digestSchema,
  /** The release that must be active; left out, the change is rebased onto whichever is. */
  replaces: releaseIdSchema.optional(),
  message: z.string().max(500).default(""),
});
export type ActivateInput = z.infer<typeof activateInputSchema>;

export const rollbackInputSchema = z.strictObject({
  deploymentId: deploymentIdSchema,
  /** The deployment whose leaves are put back. */
  undoes: deploymentIdSchema,
  message: z.string().max(500).default(""),
});
export type RollbackInput = z.infer<typeof rollbackInputSchema>;

export const rolloutInputSchema = z.strictObject({
  /** Null ends the rollout: every visitor gets the active release. */
  candidate: z.strictObject({ changeId: digestSchema, weight: z.int().min(0).max(10_000) }).nullable(),
});
export type RolloutInput = z.infer<typeof rolloutInputSchema>;

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass as `cursor` for the items after these; null at the end. */
  readonly cursor: string | null;
}
export interface ListInput {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How a drained change of the serving state ended. */
export interface Drained {
  readonly version: number;
  readonly drainMs: number;
}

/** Everything of one release that rendering needs besides the documents; immutable, so an isolate may keep it. */
export interface ReleaseView {
  readonly releaseId: Digest;
  readonly theme: ThemePackage;
  readonly themeDigest: Digest;
  readonly themeSettings: Readonly<Record<string, unknown>>;
  /** The media that the theme's settings name. */
  readonly settingsMedia?: MediaById;
  readonly configuration: Configuration;
}

/** A document as its editors' lists show it. */
export interface DocumentSummary {
  readonly documentId: string;
  readonly type: Document["type"];
  readonly status: DocumentStatus;
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly publishedAt: string | null;
}
export interface ListDocumentsInput extends ListInput {
  /** Only those that have no place on the website yet, or no more; all when left out. */
  readonly status?: Exclude<DocumentStatus, "published"> | undefined;
}
export interface ListRecordsInput extends ListInput {
  readonly kind: RecordKind;
}

/** Whether a tenant's websites are to be served, as of this version of its state. */
export interface TenantWord {
  readonly tenantId: string;
  readonly version: number;
  readonly isOpen: boolean;
}

type Known = "website-not-found" | "website-deleted" | "storage-full";
/** The call came so late that its tenant no longer keeps room for what it makes. */
export type Unreserved = "website-unavailable";

/** What may stand in the way of making or finding a change. */
export type ChangeFailure =
  | Known
  | "change-not-found"
  | "change-conflict"
  | "release-not-found"
  | "invalid-request"
  | "invalid-record"
  | "record-not-found"
  | "invalid-theme"
  | "blob-not-found";

/** What may stand in the way of changing what visitors get. */
export type PlacementFailure =
  | Known
  | "invalid-transition"
  | "release-not-active"
  | "deployment-exists"
  | "change-not-found"
  | "deployment-not-found"
  | "change-conflict"
  | "hostname-taken";

/** What may stand in the way of a website's status: `forbidden` where it is the platform's to change. */
export type StatusFailure = PlacementFailure | "forbidden";

/** On whose behalf a status is set. */
export interface SetStatusOptions {
  /** Whether the platform does so, which alone closes a website as `suspended` and opens it again; so it is where this is absent. */
  readonly byPlatform?: boolean;
}

/** What may stand in the way of working with a branch. */
export type BranchFailure =
  | Known
  | "branch-not-found"
  | "branch-closed"
  | "batch-out-of-order"
  | "too-many-branches"
  | "invalid-record"
  | "record-not-found"
  | "nothing-changed";

/** Which page of which release is read. */
export interface ReadPageInput {
  readonly releaseId: Digest;
  /** Decoded, without trailing slash; `/page/<n>` at its end is a further page of a list or document. */
  readonly path: string;
  /** What follows the `?` of the address, as it was sent; only searches and old addresses heed it. */
  readonly query?: string | undefined;
}

export interface Asset {
  /** As it was uploaded: whoever serves it sees to it that a browser runs nothing of it. */
  readonly contentType: string;
  /** Of media; null for files of themes. */
  readonly fileName: string | null;
}

/**
 * What the Website object answers, by RPC: to edges directly on Cloudflare, through the state process
 * self-hosted. Types are the wire's: versions N and N-1 must understand one another.
 */
export interface LeaseInput {
  readonly durationMs: number;
  /** What the isolate has served: it rides along, and its receipt comes with the lease or with a later one. */
  readonly traffic?: TrafficBatch;
}
export type LeaseAnswer = Result<LeaseGrant, "website-not-found"> & { readonly traffic?: TrafficReceipt };

/** Whole hours since the epoch: from the first, to before the second. */
export interface ReadTrafficInput {
  readonly from: number;
  readonly to: number;
}
export interface TrafficPage {
  /** At most 1,000. */
  readonly hours: readonly TrafficHour[];
  /** Where to go on from; null when this is all. */
  readonly next: number | null;
}

export interface WebsiteRpc {
  /**
   * Creates the website, or answers as before when it exists with the same properties. Claims its hostnames.
   * @param untilMs when its tenant's room for it runs out, in milliseconds since the epoch: nothing is begun after that
   */
  create(
    input: CreateWebsiteInput,
    untilMs?: number,
  ): Promise<
    Result<Website, Known | "website-exists" | "hostname-taken" | "invalid-theme" | "blob-not-found" | Unreserved>
  >;
  describe(): Promise<Result<Website, Known>>;
  /** @param input.durationMs what `leaseDurationMs` computed; the grant may be shorter, never longer */
  lease(input: LeaseInput): Promise<LeaseAnswer>;

  /**
   * Counts what an isolate has served, once however often it is called, and answers when that is on disk.
   *
   * @param batch null for a name, under which the isolate's batches are counted
   */
  countTraffic(batch: TrafficBatch | null): Promise<Result<TrafficReceipt, "website-not-found">>;
  /** What visitors were sent, by hours, oldest first; those without visitors are left out. Behind by one flush. */
  readTraffic(input: ReadTrafficInput): Promise<Result<TrafficPage, "website-not-found">>;

  createChange(input: CreateChangeInput): Promise<Result<ChangeView, ChangeFailure>>;
  getChange(changeId: Digest): Promise<Result<ChangeView, ChangeFailure>>;
  /** A change that brings every leaf of a retained release back; to be activated, or not. */
  restore(releaseId: Digest): Promise<Result<ChangeView, ChangeFailure>>;
  /** Puts the release that the change makes on leases as a hint. Nothing that visitors get changes. */
  prepare(changeId: Digest): Promise<Result<{ readonly releaseId: Digest }, ChangeFailure>>;

  activate(input: ActivateInput): Promise<Result<Deployment, PlacementFailure>>;
  rollback(input: RollbackInput): Promise<Result<Deployment, PlacementFailure>>;
  listDeployments(input: ListInput): Promise<Result<Page<Deployment>, Known>>;

  setRollout(input: RolloutInput): Promise<Result<Drained, PlacementFailure>>;
  setStatus(status: WebsiteStatus, options?: SetStatusOptions): Promise<Result<Drained, StatusFailure>>;
  /** @param untilMs as for `create` */
  setHostnames(hostnames: readonly string[], untilMs?: number): Promise<Result<Drained, PlacementFailure | Unreserved>>;
  /** Gives up the hostnames of a website that is deleted, before their time; one that is not keeps them. */
  giveUpHostnames(): Promise<Result<{ readonly isDeleted: boolean }, "storage-full">>;
  /**
   * What a tenant's object says of all its websites: those of a tenant that is not active are closed to visitors, whatever their own
   * status, which they keep. Taken note of before the website exists too, and of tenants that it turns out not to be of, which
   * means nothing. In force everywhere once answered; an older word than the last changes nothing.
   */
  heedTenant(word: TenantWord): Promise<Result<{ readonly isDeleted: boolean }, "storage-full">>;

  listDocuments(input: ListDocumentsInput): Promise<Result<Page<DocumentSummary>, Known>>;
  getDocument(documentId: string): Promise<Result<Document, Known | "document-not-found">>;
  /** Whole records of the active release, by id. A page ends before it grows beyond 4 MB, whatever its limit. */
  listRecords(input: ListRecordsInput): Promise<Result<Page<ContentRecord>, Known>>;
  getRecord(ref: RecordRef): Promise<Result<ContentRecord, Known | "record-not-found">>;

  /** Begins a branch of the active release's content; answers as before when it is there. */
  createBranch(input: CreateBranchInput): Promise<Result<Branch, BranchFailure>>;
  describeBranch(branchId: string): Promise<Result<Branch, BranchFailure>>;
  /**
   * Applies a batch to the branch. Batches are numbered from 1: one that was applied already changes nothing and is
   * answered with the branch as it stands; one beyond the next is refused with `batch-out-of-order`.
   */
  editBranch(input: EditBranchInput): Promise<Result<Branch, BranchFailure>>;
  /** Who is at these paths in the branch: published documents, terms and authors. */
  lookupPaths(input: LookupPathsInput): Promise<Result<PathHolders, BranchFailure>>;
  /** Makes the branch a change of what it began with; further batches are refused. The same change when called again. */
  closeBranch(branchId: string): Promise<Result<ChangeView, BranchFailure>>;
  /** Forgets the branch, its change too unless that was placed or is being rolled out, and previews of it. Repeatable. */
  dropBranch(branchId: string): Promise<Result<{ readonly branchId: string }, Known>>;

  /** A signed token that shows a release, or what a change would make of the active one, to whoever has it. */
  createPreview(input: CreatePreviewInput): Promise<Result<Preview, ChangeFailure | "too-many-requests">>;
  /** Which release the token shows. One that is expired, taken back or another website's is not found. */
  openPreview(token: string): Promise<Result<OpenPreview, Known | "preview-not-found">>;

  /** For rendering: by release, never "the active one", so that a response is made from exactly one. */
  readRelease(releaseId: Digest): Promise<Result<ReleaseView, Known | "release-not-found">>;
  readPage(input: ReadPageInput): Promise<Result<PageData, Known | "release-not-found">>;
  /** The feed of the list at this path: the front list, a term or an author; null where there is none. */
  readFeed(input: {
    readonly releaseId: Digest;
    readonly path: string;
  }): Promise<Result<FeedData | null, Known | "release-not-found">>;
  /** @param input.part from 1; parts beyond the last are empty */
  readSitemap(input: {
    readonly releaseId: Digest;
    readonly part: number;
  }): Promise<Result<SitemapPart, Known | "release-not-found">>;
  /** Whether a retained release's theme or media name this blob, and what it is. */
  readAsset(digest: Digest): Promise<Result<Asset, Known | "asset-not-found">>;
}
