import type { Readable } from "node:stream";
import type { ContentRecord, RecordKind, RecordRef } from "#domain/content/index.ts";
import type {
  BringWorkingCopyBody,
  Page,
  ReleaseContents,
  TakeBackCopyQuery,
  TakenBackCopy,
  TenantState,
  PutMediaInput,
  UploadRoom,
  Website,
  WorkingCopyStanding,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { WorkingCopy } from "#domain/editing/index.ts";
import type { ExactLeafInput } from "#domain/release/index.ts";

/** The website that is worked on, and its tenant: what each call is signed for. */
export interface WebsiteRef {
  readonly websiteId: string;
  readonly tenantId: string;
}

/** What the edge's API refused; trying again would not help. `code` is one of `FailureCode`, of its version. */
export interface EdgeRefusal {
  readonly code: string;
  readonly detail: string;
  /** What of a record it is for, such as `parentId`; left out where the edge does not say. */
  readonly field?: string;
}
export type EdgeResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: EdgeRefusal };

/** The edge could not be reached, or could not do it, for as long as was waited. The same call may succeed later. */
export class EdgeUnavailable extends Error {
  override readonly name = "EdgeUnavailable";
}

/**
 * The edge's REST API, as far as the control plane works with it. Every call may be repeated, and is while the edge or the
 * website's object is out of reach. Throws an `EdgeUnavailable` after that.
 */
export interface EdgeApi {
  /**
   * Begins a branch of the website's content as it is now; the one that is there stays as it is.
   * `applied` is how many batches of edits it has, 0 for a new one.
   * @param options.isEmpty it begins with nothing, to take the place of all that the website has
   */
  ensureBranchExists(
    website: WebsiteRef,
    branchId: string,
    options?: { readonly isEmpty?: boolean },
  ): Promise<EdgeResult<{ readonly applied: number }>>;
  /** The digest of the branch's content as it stands. */
  readBranchRoot(website: WebsiteRef, branchId: string): Promise<EdgeResult<Digest>>;
  /** @param edits.batch counts from 1; one that was applied already changes nothing */
  applyEdits(
    website: WebsiteRef,
    branchId: string,
    edits: { readonly batch: number; readonly put: readonly ContentRecord[] },
  ): Promise<EdgeResult<void>>;
  /** Which records hold these paths in the branch; free ones are left out. At most 1,000 paths. */
  lookUpPaths(
    website: WebsiteRef,
    branchId: string,
    paths: readonly string[],
  ): Promise<EdgeResult<ReadonlyMap<string, RecordRef>>>;
  /** Makes a change of the branch, and of these leaves, and closes it; null when that changes nothing. */
  closeBranch(
    website: WebsiteRef,
    branchId: string,
    leaves?: ExactLeafInput,
  ): Promise<EdgeResult<{ readonly changeId: string | null }>>;
  /** Drops the branch, or does nothing when there is none. */
  ensureBranchDropped(website: WebsiteRef, branchId: string): Promise<EdgeResult<void>>;
  createPreview(
    website: WebsiteRef,
    changeId: string,
  ): Promise<EdgeResult<{ readonly url: string; readonly expiresAt: string }>>;
  activate(
    website: WebsiteRef,
    deployment: { readonly deploymentId: string; readonly changeId: string; readonly message: string },
  ): Promise<EdgeResult<void>>;
  /** Whether a rollback has undone a deployment, and was not undone itself; unknown to a website that was never, or is not yet, told of it. */
  standingOf(website: WebsiteRef, deploymentId: string): Promise<EdgeResult<"in-force" | "undone" | "unknown">>;
  /** Whether all that the website serves is known where it is edited. */
  isContentKnown(website: WebsiteRef): Promise<EdgeResult<boolean>>;
  /**
   * Makes a draft, or a working copy of what was written on a document that is served; of one import again it changes nothing. Refused
   * with `path-taken`, with `document-exists` where another document has a draft's id, and with `version-mismatch` where something else
   * is served, or somebody has written in it.
   * @returns the document as it is by now
   */
  bringWorkingCopy(website: WebsiteRef, brought: BringWorkingCopyBody): Promise<EdgeResult<WorkingCopy>>;
  /** Takes back what an import that was undone has brought, unless somebody has edited it since; the same again changes nothing. */
  takeBackCopy(
    website: WebsiteRef,
    brought: TakeBackCopyQuery & { readonly documentId: string },
  ): Promise<EdgeResult<TakenBackCopy>>;
  /** @param open reads the bytes from their beginning; called again for each try */
  ensureBlobExists(
    website: WebsiteRef,
    blob: { readonly digest: string; readonly bytes: number },
    open: () => Readable,
  ): Promise<EdgeResult<void>>;
}

/** A website's releases, to be read whole. As repeatable as the rest. */
export interface ReleaseReader {
  /** @param releaseName a release's id, or `active` */
  readContents(website: WebsiteRef, releaseName: string, options?: CallOptions): Promise<EdgeResult<ReleaseContents>>;
  /** Whole records of a kind, by id. */
  listReleaseRecords(
    website: WebsiteRef,
    input: { readonly releaseId: Digest; readonly kind: RecordKind; readonly cursor: string | null },
    options?: CallOptions,
  ): Promise<EdgeResult<Page<ContentRecord>>>;
  /** Saves a file of the release at a path, where nothing may be. Throws when what came has another digest. */
  saveReleaseBlob(
    website: WebsiteRef,
    blob: { readonly releaseId: Digest; readonly digest: Digest },
    path: string,
    options?: CallOptions,
  ): Promise<EdgeResult<void>>;
}

/** What is edited on a website, whatever of it its visitors get. As repeatable as the rest. */
export interface DraftReader {
  /** Documents that are not in the trash, by id, and what of them is edited and served. */
  listWorkingCopies(
    website: WebsiteRef,
    cursor: string | null,
    options?: CallOptions,
  ): Promise<EdgeResult<Page<WorkingCopyStanding>>>;
  /** Its working copy. */
  readWorkingCopy(website: WebsiteRef, documentId: string, options?: CallOptions): Promise<EdgeResult<WorkingCopy>>;
  /** Whether a version of the document has this digest; none of one that is gone. */
  hasVersion(
    website: WebsiteRef,
    documentId: string,
    digest: Digest,
    options?: CallOptions,
  ): Promise<EdgeResult<boolean>>;
}

/** What files that tenants upload are stored by, and made media with. Every call may be repeated. */
export interface MediaEdge {
  /** Makes room in the tenant's quota; the same again changes until when. Refused with `quota-exceeded`. */
  reserveUpload(website: WebsiteRef, room: UploadRoom): Promise<EdgeResult<void>>;
  /** What is left of the room is free again. */
  releaseUpload(website: WebsiteRef, uploadId: string): Promise<void>;
  /**
   * Stores a file of any length from where websites serve it, within the quota, of which the upload's room is taken first.
   * @param open reads the bytes from their beginning; called again for each try
   */
  storeBlob(
    website: WebsiteRef,
    blob: { readonly digest: string; readonly bytes: number; readonly uploadId: string },
    open: () => Readable,
  ): Promise<EdgeResult<void>>;
  /** Puts a stored file into the website's library, and publishes it. */
  putMedia(website: WebsiteRef, input: PutMediaInput): Promise<EdgeResult<void>>;
}

/** A website as its object has it. */
export type WebsiteDescription = Pick<Website, "name" | "status" | "hostnames" | "activeReleaseId" | "createdAt">;

/** Websites, as far as values of secrets are kept for them. */
export interface SecretEdge extends Pick<WebsiteEdge, "listWebsites"> {
  /** The versions of secrets that anything names which the website keeps. */
  listSecretVersions(website: WebsiteRef, options?: CallOptions): Promise<EdgeResult<readonly string[]>>;
}

/** Websites, as far as they are made and taken away with their tenants. */
export interface WebsiteEdge {
  /** Creates the website, or does nothing when it is there as it should be. */
  ensureWebsiteExists(
    website: WebsiteRef,
    input: { readonly name: string; readonly subdomain: string; readonly theme: string; readonly welcomePage: boolean },
    options?: CallOptions,
  ): Promise<EdgeResult<void>>;
  /** Deletes the website, for good, and frees its hostnames. Where there is none, none of this id is ever made. */
  ensureWebsiteDeleted(website: WebsiteRef, options?: CallOptions): Promise<EdgeResult<void>>;
  /** Refused with `website-not-found` where there is none of the tenant's. */
  describeWebsite(website: WebsiteRef, options?: CallOptions): Promise<EdgeResult<WebsiteDescription>>;
  /** Moves the website's names below its tenant's subdomain of before to the one that it has; those before lead there. */
  ensureWebsiteFollows(
    website: WebsiteRef,
    subdomain: { readonly from: string; readonly to: string },
    options?: CallOptions,
  ): Promise<EdgeResult<void>>;
  /** Ids of a tenant's websites as the edge has them, those that are about to be made too; none of a tenant that it does not know. */
  listWebsites(tenantId: string, cursor: string | null, options?: CallOptions): Promise<EdgeResult<Page<string>>>;
}

export interface CallOptions {
  readonly patienceMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The Tenant objects, as far as the control plane tells them of their state. */
export interface TenantEdge {
  /**
   * Tells a Tenant object its state, whole; one that is not newer than what it has changes nothing. May be repeated.
   * Throws an `EdgeUnavailable` when it was not taken within the patience.
   *
   * @returns the version that the object has now
   */
  putTenantState(
    state: TenantState,
    options?: { readonly patienceMs?: number; readonly signal?: AbortSignal | undefined },
  ): Promise<EdgeResult<{ readonly version: number }>>;
}
