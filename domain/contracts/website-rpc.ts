import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { Deployment, PlacedDeployment } from "#domain/deployment/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { LeaseGrant } from "#domain/lease/index.ts";
import type { ExactLeafInput } from "#domain/release/index.ts";
import type { TrafficBatch, TrafficHour, TrafficReceipt } from "#domain/traffic/index.ts";
import type { WebsiteStatus } from "#domain/website/index.ts";
import type { Branch, CreateBranchInput, EditBranchInput, LookupPathsInput, PathHolders } from "./branch.ts";
import type { ChangedBy, ConfigurationChange, ConfigurationView, Configured, ConfigureInput } from "./configuration.ts";
import type {
  CloneWebsiteInput,
  ContentParts,
  ExportedRelease,
  ExportReleaseInput,
  ReadContentInput,
} from "./clone.ts";
import type { FeedData, PageData, SitemapPart } from "./page-data.ts";
import type { AskContentInput, SiteAnswer } from "./site-content.ts";
import type { ByViewer, CreatePreviewInput, OpenPreview, Preview } from "./preview.ts";
import type { ListReleaseRecordsInput, StoredReleaseContents } from "./release-contents.ts";
import type {
  ContentSince,
  ContentSinceInput,
  PlacedPublication,
  PublicationsSince,
  PublicationsSinceInput,
  PublishInput,
  ScheduledPublication,
  ScheduleInput,
} from "./publication.ts";
import type {
  ActivateInput,
  ChangeView,
  CreateChangeInput,
  CreateWebsiteInput,
  DocumentSummary,
  Drained,
  EditHostnamesInput,
  FollowTenantInput,
  GivenUp,
  ListDocumentsInput,
  ListInput,
  ListRecordsInput,
  Page,
  ReleaseView,
  RollbackInput,
  RolloutInput,
  UpdateWebsiteInput,
  Website,
} from "./website.ts";

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

/** What may stand in the way of changing a website's configuration: somebody else's change of the same, or a base that is no longer kept. */
export type ConfigureFailure = PlacementFailure | "invalid-request" | "edit-conflict" | "version-mismatch";

/** What may stand in the way of a website's status: `forbidden` where it is the platform's to change. */
export type StatusFailure = PlacementFailure | "forbidden";

/** On whose behalf a status is set. */
export interface SetStatusOptions {
  /** Whether the platform does so, which alone closes a website as `suspended` and opens it again; so it is where this is absent. */
  readonly byPlatform?: boolean;
}

/** What may stand in the way of a publication: a record that is not valid, or whose path is another's. */
export type PublishFailure = PlacementFailure | "invalid-record" | "record-not-found";
export type ScheduleFailure = Known | "invalid-record" | "record-not-found" | "too-many-scheduled";

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

/** What may stand in the way of making it a change. */
export type CloseBranchFailure = BranchFailure | "invalid-request" | "invalid-theme" | "blob-not-found";

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

/**
 * What the Website object answers, by RPC: to edges directly on Cloudflare, through the state process
 * self-hosted. Types are the wire's: versions N and N-1 must understand one another.
 */
export interface WebsiteRpc {
  /**
   * Creates the website, or answers as before when it exists with the same properties. Claims its hostnames.
   * @param untilMs when its tenant's room for it runs out, in milliseconds since the epoch: nothing is begun after that
   */
  create(
    input: CreateWebsiteInput,
    untilMs?: number,
  ): Promise<
    Result<
      Website,
      | Known
      | "website-exists"
      | "hostname-taken"
      | "release-not-found"
      | "invalid-theme"
      | "blob-not-found"
      | Unreserved
    >
  >;
  /**
   * Creates the website with the release of another of the same tenant, or answers as before. Its content comes in slices, by digest:
   * of a large one the answer says that it is still `provisioning`, and how far it is, and it goes on by itself.
   * @param untilMs as for `create`
   */
  clone(
    input: CloneWebsiteInput,
    untilMs?: number,
  ): Promise<
    Result<
      Website,
      Known | "website-exists" | "hostname-taken" | "invalid-transition" | "release-not-found" | Unreserved
    >
  >;
  /** For another website of the same tenant to copy: what makes the release. Kept for a week from now on. */
  exportRelease(
    input: ExportReleaseInput,
  ): Promise<Result<ExportedRelease, Known | "invalid-transition" | "release-not-found">>;
  /** Nodes and records of an exported release, by digest. Also of a website that was deleted meanwhile. */
  readContent(input: ReadContentInput): Promise<Result<ContentParts, Known | "release-not-found">>;
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

  /** @param by left out by edges of the version before */
  activate(input: ActivateInput, by?: ChangedBy): Promise<Result<Deployment, PlacementFailure>>;
  rollback(input: RollbackInput, by?: ChangedBy): Promise<Result<Deployment, PlacementFailure>>;
  getDeployment(deploymentId: string): Promise<Result<PlacedDeployment, Known | "deployment-not-found">>;
  listDeployments(input: ListInput): Promise<Result<Page<Deployment>, Known>>;

  /** What the active release is configured as. */
  readConfiguration(): Promise<Result<ConfigurationView, Known>>;
  /**
   * Changes parts of the configuration, as a deployment of its own. In force everywhere once answered. Where others changed other
   * parts meanwhile, theirs stay; the same ones: `edit-conflict`, whose facts have all sides.
   */
  configure(input: ConfigureInput): Promise<Result<Configured, ConfigureFailure>>;
  /** The last thousand deployments that changed the configuration, newest first. */
  listConfigurationChanges(input: ListInput): Promise<Result<Page<ConfigurationChange>, Known>>;

  /** Versions of secrets that a release, a change or anything else that is kept names. */
  listSecretVersions(): Promise<Result<readonly string[], Known>>;

  setRollout(input: RolloutInput): Promise<Result<Drained, PlacementFailure>>;
  setStatus(status: WebsiteStatus, options?: SetStatusOptions): Promise<Result<Drained, StatusFailure>>;
  /** @param untilMs as for `create` */
  setHostnames(hostnames: readonly string[], untilMs?: number): Promise<Result<Drained, PlacementFailure | Unreserved>>;
  /** @param untilMs as for `create`. Fails with `version-mismatch` unless the website is as it was read, or all is so already; as `editHostnames` for too many. */
  update(
    input: UpdateWebsiteInput,
    untilMs?: number,
  ): Promise<Result<Website, PlacementFailure | Unreserved | "version-mismatch" | "invalid-request">>;
  /** @param untilMs as for `create`. Fails with `last-hostname` when none would be left, `invalid-request` when more would be than may. */
  editHostnames(
    input: EditHostnamesInput,
    untilMs?: number,
  ): Promise<Result<Website, PlacementFailure | Unreserved | "last-hostname" | "invalid-request">>;
  /**
   * Gives up the hostnames of a website that is deleted, before their time; of one that is not, the hostname given where it only leads
   * to another. What a website is served at it keeps.
   */
  giveUpHostnames(hostname?: string): Promise<Result<GivenUp, "storage-full">>;
  /** Follows its tenant to another subdomain; names before lead to the new ones. Again, it changes nothing. */
  followTenant(input: FollowTenantInput): Promise<Result<Drained | null, PlacementFailure | Unreserved>>;
  /**
   * Deletes the website with its tenant and gives up its hostnames at once; where there is none, sees to it that none is ever made.
   * Repeatable. Fails with `website-not-found` where it is another tenant's.
   */
  takeAway(tenantId: string): Promise<Result<null, "website-not-found" | "storage-full">>;
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

  /** Publishes at once. In force everywhere once answered; the same id again is answered with what became of the first. */
  publish(input: PublishInput): Promise<Result<PlacedPublication, PublishFailure>>;
  /** Keeps exactly these records until they are due, and publishes them then, whatever else is away. The same id again changes nothing. */
  schedule(input: ScheduleInput): Promise<Result<PlacedPublication, ScheduleFailure>>;
  /** Takes back a publication that waits, or that has not arrived yet. Answered with what became of one that came due before. */
  unschedule(publicationId: string): Promise<Result<PlacedPublication, Known>>;
  /** Publications that wait for their time, by id. */
  listScheduled(input: ListInput): Promise<Result<Page<ScheduledPublication>, Known>>;
  publicationsSince(input: PublicationsSinceInput): Promise<Result<PublicationsSince, Known>>;
  /** What the active content differs in from one that the caller has. Fails where `until` is no longer kept: begin again. */
  contentSince(input: ContentSinceInput): Promise<Result<ContentSince, Known | "release-not-found">>;

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
  /**
   * Makes the branch a change of what it began with, and of these leaves; further batches are refused. The same change when called
   * again.
   */
  closeBranch(branchId: string, leaves?: ExactLeafInput): Promise<Result<ChangeView, CloseBranchFailure>>;
  /** Forgets the branch, its change too unless that was placed or is being rolled out, and previews of it. Repeatable. */
  dropBranch(branchId: string): Promise<Result<{ readonly branchId: string }, Known>>;

  /** A signed token that shows a release, or what a change would make of the active one, to whoever has it. */
  createPreview(input: CreatePreviewInput & ByViewer): Promise<Result<Preview, ChangeFailure | "too-many-requests">>;
  /** Which release the token shows. One that is expired, taken back or another website's is not found. */
  openPreview(token: string): Promise<Result<OpenPreview, Known | "preview-not-found">>;

  /** For rendering: by release, never "the active one", so that a response is made from exactly one. */
  readRelease(releaseId: Digest): Promise<Result<ReleaseView, Known | "release-not-found">>;
  /** What a retained release is made of; `active` is the one that is active. */
  readContents(releaseName: string): Promise<Result<StoredReleaseContents, Known | "release-not-found">>;
  /** Whole records of a retained release, by id. A page ends before it grows beyond 4 MB, whatever its limit. */
  listReleaseRecords(input: ListReleaseRecordsInput): Promise<Result<Page<ContentRecord>, Known | "release-not-found">>;
  readPage(input: ReadPageInput): Promise<Result<PageData, Known | "release-not-found" | "too-many-requests">>;
  /** The feed of the list at this path: the front list, a term or an author; null where there is none. */
  readFeed(input: {
    readonly releaseId: Digest;
    readonly path: string;
  }): Promise<Result<FeedData | null, Known | "release-not-found">>;
  /** What anybody may know of a release's content: published documents, terms, authors, menus, media. */
  askContent(input: AskContentInput): Promise<Result<SiteAnswer, Known | "release-not-found" | "too-many-requests">>;
  /** @param input.part from 1; parts beyond the last are empty */
  readSitemap(input: {
    readonly releaseId: Digest;
    readonly part: number;
  }): Promise<Result<SitemapPart, Known | "release-not-found">>;
  /** Whether a retained release's theme or media name this blob, and what it is. */
  readAsset(digest: Digest): Promise<Result<Asset, Known | "asset-not-found">>;
}
