import type { Migration } from "#durable-objects/support/migrate.ts";

/** The tables of a Tenant object, oldest first. Append only: a published entry never changes. */
export const tenantMigrations: readonly Migration[] = [
  {
    name: "tenant",
    sql: `
      -- The newest state that the control plane told of: one row, none before it has.
      CREATE TABLE tenant (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        version INTEGER NOT NULL,
        -- JSON.
        state TEXT NOT NULL,
        -- The version at which it was last opened or closed: every website is to hear of that.
        word_version INTEGER NOT NULL
      );
      -- Its websites, those that are about to be created too.
      CREATE TABLE websites (
        website_id TEXT PRIMARY KEY,
        -- The word_version that it has heeded.
        told_version INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX websites_by_told_version ON websites (told_version);
    `,
  },
  {
    name: "deadlines",
    sql: `
      -- Many named deadlines behind the object's one alarm; times in milliseconds since the epoch.
      CREATE TABLE deadlines (
        name TEXT PRIMARY KEY,
        -- When it was asked to run; null when only a retry is outstanding.
        at_ms INTEGER,
        -- Set before each run, cleared by its success: when to try again after a failure or a crash.
        retry_at_ms INTEGER,
        -- Runs begun since the last success.
        attempts INTEGER NOT NULL DEFAULT 0
      );
    `,
  },
  {
    name: "refusals",
    sql: `
      -- Attempts from other tenants that the control plane has not logged yet; a sequence is never used twice.
      CREATE TABLE refusals (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        attempt_id TEXT NOT NULL UNIQUE,
        -- JSON.
        attempt TEXT NOT NULL
      );
      -- How many were dropped since the control plane took none.
      CREATE TABLE dropped_refusals (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        count INTEGER NOT NULL
      );
    `,
  },
];
