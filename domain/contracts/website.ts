import { z } from "zod";
import { contentRecordSchema, recordRefSchema, type RecordKind } from "#domain/content/index.ts";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { documentSchema, type Document, type DocumentStatus } from "#domain/document/index.ts";
import { givenHostnameSchema } from "#domain/hostname/index.ts";
import { deploymentIdSchema, documentIdSchema, tenantIdSchema, websiteIdSchema } from "#domain/ids/index.ts";
import { servingStateSchema } from "#domain/lease/index.ts";
import {
  configurationSchema,
  leafInputSchema,
  leavesSchema,
  releaseIdSchema,
  type Configuration,
} from "#domain/release/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import { websiteStatusSchema } from "#domain/website/index.ts";
import type { MediaById } from "./page-data.ts";

export const createWebsiteInputSchema = z.strictObject({
  websiteId: websiteIdSchema,
  tenantId: tenantIdSchema,
  name: z.string().trim().min(1).max(200),
  hostnames: z.array(givenHostnameSchema).min(1).max(50),
  /** Digest of the theme package of the first release; its blobs must be there. */
  theme: digestSchema,
  configuration: configurationSchema,
  /** What it has from the start. */
  records: z.array(contentRecordSchema).max(10).optional(),
});
export type CreateWebsiteInput = z.infer<typeof createWebsiteInputSchema>;

/** What a website is called and where it is found, changed together. */
export interface UpdateWebsiteInput {
  /** The version of the serving state that the caller has read. */
  readonly ifVersion: number;
  readonly name?: string | undefined;
  /** One hostname in the place of another, which leads to it from then on; null adds it. */
  readonly rename?: { readonly from: string | null; readonly to: string } | undefined;
}

/** Domains below which a tenant had its websites' names, and has them now. */
export interface FollowTenantInput {
  readonly tenantId: string;
  readonly from: string;
  readonly to: string;
}

export interface EditHostnamesInput {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What came of asking a website to give up hostnames. */
export interface GivenUp {
  readonly isDeleted: boolean;
  /** Left out by objects of the version before. */
  readonly isGivenUp?: boolean;
}

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
  /** While the website is made of another's release: how many of its records are here. */
  copying: z.object({ from: websiteIdSchema, records: z.int(), total: z.int() }).optional(),
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
