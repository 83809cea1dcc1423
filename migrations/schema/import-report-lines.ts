import { integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ReportOutcome } from "#domain/import/index.ts";
import { imports } from "./imports.ts";
import { platformSchema } from "./platform.ts";

/** What became of each thing in an imported file, in the order of the file. */
export const importReportLines = platformSchema.table(
  "import_report_lines",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.importId, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    outcome: text("outcome").$type<ReportOutcome>().notNull(),
    kind: text("kind").notNull(),
    id: text("id"),
    place: text("place").notNull(),
    detail: text("detail").notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.position] })],
);
