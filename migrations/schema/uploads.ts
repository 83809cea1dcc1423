import { bigint, boolean, integer, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { AuditActor } from "#domain/audit/index.ts";
import type { Media } from "#domain/content/index.ts";
import type { MediaDetails, UploadFailure, UploadStatus } from "#domain/upload/index.ts";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** What a file came to be, as its media say it. */
export type StoredFile = Pick<Media, "contentType" | "bytes" | "width" | "height" | "variants"> & {
  readonly digest: string;
};

/** Files that tenants upload to their websites' media. */
export const uploads = platformSchema.table("uploads", {
  uploadId: uuid("upload_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  websiteId: uuid("website_id").notNull(),
  status: text("status").$type<UploadStatus>().notNull(),
  fileName: text("file_name").notNull(),
  contentType: text("content_type"),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  sha256: text("sha256"),
  details: jsonb("details").$type<MediaDetails>().notNull(),
  /** The record that it becomes, or whose file it becomes. */
  mediaId: text("media_id").notNull(),
  isReplacement: boolean("is_replacement").notNull(),
  /** The store's name for the parts. */
  blobUploadId: text("blob_upload_id"),
  /** What it came to be, once it was looked into and stored. */
  file: jsonb("file").$type<StoredFile>(),
  /** How often looking into it was begun. */
  attempts: integer("attempts").notNull().default(0),
  failure: jsonb("failure").$type<UploadFailure>(),
  createdBy: jsonb("created_by").$type<AuditActor>().notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  /** When what its parts took was given back. */
  clearedAt: instant("cleared_at"),
});
export type UploadRow = typeof uploads.$inferSelect;
