import { bigint, integer, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ExportFormat, ExportNote, ExportStatus } from "#domain/export/index.ts";
import type { ImportError } from "#domain/import/index.ts";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Exports of websites. */
export const exports = platformSchema.table("exports", {
  exportId: uuid("export_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  websiteId: uuid("website_id").notNull(),
  format: text("format").$type<ExportFormat>().notNull(),
  status: text("status").$type<ExportStatus>().notNull(),
  releaseId: text("release_id"),
  itemsWritten: integer("items_written").notNull().default(0),
  fileName: text("file_name"),
  fileBytes: bigint("file_bytes", { mode: "number" }),
  fileSha256: text("file_sha256"),
  notes: jsonb("notes").$type<readonly ExportNote[]>().notNull().default([]),
  error: jsonb("error").$type<ImportError>(),
  /** How often its writer was killed. */
  interruptions: integer("interruptions").notNull().default(0),
  createdAt: instant("created_at").notNull(),
  finishedAt: instant("finished_at"),
  expiresAt: instant("expires_at"),
  updatedAt: instant("updated_at").notNull(),
});
export type ExportRow = typeof exports.$inferSelect;
