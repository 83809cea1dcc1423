import { bigint, boolean, integer, jsonb, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { ImportCounts, ImportError, ImportFormat, ImportStatus } from "#domain/import/index.ts";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Imports of websites' content. */
export const imports = platformSchema.table(
  "imports",
  {
    importId: uuid("import_id").primaryKey(),
    tenantId: uuid("tenant_id").notNull(),
    websiteId: uuid("website_id").notNull(),
    idempotencyKey: uuid("idempotency_key"),
    format: text("format").$type<ImportFormat>().notNull(),
    status: text("status").$type<ImportStatus>().notNull(),
    dryRun: boolean("dry_run").notNull(),
    fetchMedia: boolean("fetch_media").notNull(),
    sourceUrl: text("source_url"),
    fileName: text("file_name").notNull(),
    fileBytes: bigint("file_bytes", { mode: "number" }).notNull(),
    fileSha256: text("file_sha256").notNull(),
    itemsRead: integer("items_read").notNull().default(0),
    itemsTotal: integer("items_total"),
    /** Batches of records that the branch is known to have. */
    batchesApplied: integer("batches_applied").notNull().default(0),
    /** Lines reported; as many as are kept are in `importReportLines`. */
    reportLines: integer("report_lines").notNull().default(0),
    /** How often its reader was killed since it last got anywhere. */
    interruptions: integer("interruptions").notNull().default(0),
    /** Rows of `importDrafts`, without a refusal and with one. */
    draftsWaiting: integer("drafts_waiting").notNull().default(0),
    draftsRefused: integer("drafts_refused").notNull().default(0),
    counts: jsonb("counts").$type<ImportCounts>().notNull().default({}),
    error: jsonb("error").$type<ImportError>(),
    changeId: text("change_id"),
    deploymentId: uuid("deployment_id"),
    previewUrl: text("preview_url"),
    previewExpiresAt: instant("preview_expires_at"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [unique("imports_once").on(table.websiteId, table.idempotencyKey)],
);
export type ImportRow = typeof imports.$inferSelect;
