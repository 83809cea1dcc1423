import { z } from "zod";
import type { Deployment } from "#domain/deployment/index.ts";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { documentSchema, type Document } from "#domain/document/index.ts";
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
import { websiteStatusSchema, type WebsiteStatus } from "#domain/website/index.ts";

export const createWebsiteInputSchema = z.strictObject({
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
  name: z.string().trim().min(1).max(200),
  hostnames: z.array(hostnameSchema).min(1).max(50),
  /** Digest of the theme package of the first release; its blobs must be there. */
  theme: digestSchema,
  configuration: configurationSchema,
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

/** What a change holds: leaves to replace, documents to put or delete, or both. */
export const createChangeInputSchema = z.strictObject({
  leaves: leafInputSchema.default({}),
  documents: z
    .strictObject({
      put: z.array(documentSchema).max(1_000).default([]),
      delete: z.array(documentIdSchema).max(1_000).default([]),
    })
    .default({ put: [], delete: [] }),
});
export type CreateChangeInput = z.infer<typeof createChangeInputSchema>;

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
  readonly configuration: Configuration;
}

/** What a path of a release shows. */
export type PageData =
  | {
      readonly kind: "document";
      readonly document: Document;
      readonly navigation: readonly NavigationItem[];
    }
  | {
      readonly kind: "list";
      readonly items: readonly DocumentSummary[];
      readonly document: Document | null;
      readonly navigation: readonly NavigationItem[];
    }
  | { readonly kind: "not-found"; readonly navigation: readonly NavigationItem[] };

export interface NavigationItem {
  readonly path: string;
  readonly title: string;
}
export interface DocumentSummary {
  readonly documentId: string;
  readonly type: Document["type"];
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly publishedAt: string | null;
}

type Known = "website-not-found" | "website-deleted" | "storage-full";

/** What may stand in the way of making or finding a change. */
export type ChangeFailure =
  | Known
  | "change-not-found"
  | "change-conflict"
  | "release-not-found"
  | "invalid-request"
  | "invalid-document"
  | "document-not-found"
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

/**
 * What the Website object answers, by RPC: to edges directly on Cloudflare, through the state process
 * self-hosted. Types are the wire's: versions N and N-1 must understand one another.
 */
export interface WebsiteRpc {
  /** Creates the website, or answers as before when it exists with the same properties. Claims its hostnames. */
  create(
    input: CreateWebsiteInput,
  ): Promise<Result<Website, Known | "website-exists" | "hostname-taken" | "invalid-theme" | "blob-not-found">>;
  describe(): Promise<Result<Website, Known>>;
  /** @param input.durationMs what `leaseDurationMs` computed; the grant may be shorter, never longer */
  lease(input: { readonly durationMs: number }): Promise<Result<LeaseGrant, "website-not-found">>;

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
  setStatus(status: WebsiteStatus): Promise<Result<Drained, PlacementFailure>>;
  setHostnames(hostnames: readonly string[]): Promise<Result<Drained, PlacementFailure>>;

  listDocuments(input: ListInput): Promise<Result<Page<DocumentSummary>, Known>>;
  getDocument(documentId: string): Promise<Result<Document, Known | "document-not-found">>;

  /** For rendering: by release, never "the active one", so that a response is made from exactly one. */
  readRelease(releaseId: Digest): Promise<Result<ReleaseView, Known | "release-not-found">>;
  readPage(input: {
    readonly releaseId: Digest;
    readonly path: string;
  }): Promise<Result<PageData, Known | "release-not-found">>;
  /** Whether a retained release names this asset, and its type. */
  readAsset(digest: Digest): Promise<Result<{ readonly contentType: string }, Known | "asset-not-found">>;
}
