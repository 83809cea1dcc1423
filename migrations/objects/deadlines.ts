import type { Migration } from "#durable-objects/support/migrate.ts";

/** What several objects began with. Frozen to the letter, spaces and all: their storage remembers its digest. */
export const deadlinesMigration: Migration = {
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
};
