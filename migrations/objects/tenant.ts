import type { Migration } from "#durable-objects/support/migrate.ts";
import { deadlinesMigration } from "./deadlines.ts";

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
  deadlinesMigration,
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
  {
    name: "quotas",
    sql: `
      -- 1 once the website is known to exist. Until then reservations alone keep it on the list.
      ALTER TABLE websites ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
      -- What is about to be made: it counts like what is there, until somebody has asked whether it was made.
      CREATE TABLE reservations (
        reservation_id TEXT PRIMARY KEY,
        website_id TEXT NOT NULL,
        -- JSON: the custom domains that the website is to have.
        domains TEXT NOT NULL,
        -- In milliseconds since the epoch: nothing is begun by it after that.
        until_ms INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX reservations_by_website ON reservations (website_id);
      CREATE INDEX reservations_by_until ON reservations (until_ms);
      -- The custom domains that websites have.
      CREATE TABLE domains (
        website_id TEXT NOT NULL,
        hostname TEXT NOT NULL,
        PRIMARY KEY (website_id, hostname)
      ) WITHOUT ROWID;
      -- What the tenant has uploaded, each digest once, and how much that is together.
      CREATE TABLE blobs (
        digest TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        -- 1 once the bytes are stored.
        held INTEGER NOT NULL,
        -- Of one that is not held: when to ask whether it was stored.
        until_ms INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX blobs_to_settle ON blobs (until_ms) WHERE held = 0;
      CREATE TABLE storage (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        bytes INTEGER NOT NULL
      );
      INSERT INTO storage VALUES (1, 0);
      -- Which of those listed before exist is asked.
      INSERT INTO reservations SELECT website_id, website_id, '[]', 0 FROM websites;
      INSERT INTO deadlines (name, at_ms) SELECT 'settle-reservations', 1 FROM websites LIMIT 1;
    `,
  },
  {
    name: "usage",
    sql: `
      -- What websites have sent to visitors, by months as '2026-11', in UTC. Those that are deleted too.
      CREATE TABLE traffic_months (
        month TEXT NOT NULL,
        website_id TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        requests INTEGER NOT NULL,
        PRIMARY KEY (month, website_id)
      ) WITHOUT ROWID;
      -- Deployments under way. Of one whose end nobody told, the room is free after its time, in milliseconds since the epoch.
      CREATE TABLE deployments (
        deployment_id TEXT PRIMARY KEY,
        until_ms INTEGER NOT NULL
      ) WITHOUT ROWID;
      -- Resources of which so much is used that it was told; with the month, for those that begin anew with each.
      CREATE TABLE near_limits (
        resource TEXT PRIMARY KEY,
        month TEXT NOT NULL
      ) WITHOUT ROWID;
      -- What the control plane is to be told of that; a sequence is never used twice.
      CREATE TABLE outbox (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        -- JSON.
        body TEXT NOT NULL
      );
    `,
  },
  {
    name: "moved-websites",
    sql: `
      -- Websites whose content or publications have moved since the tenant's own tables were brought up to them.
      CREATE TABLE moved_websites (
        website_id TEXT PRIMARY KEY,
        -- How often it was told of.
        times INTEGER NOT NULL
      ) WITHOUT ROWID;
    `,
  },
  {
    name: "uploads",
    sql: `
      -- Room for files that are being uploaded, in storage's bytes too. It becomes that of the blobs that they are stored as.
      CREATE TABLE uploads (
        upload_id TEXT PRIMARY KEY,
        bytes INTEGER NOT NULL,
        -- In milliseconds since the epoch: by then it is free again, whatever nobody told.
        until_ms INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX uploads_by_until ON uploads (until_ms);
    `,
  },
  {
    name: "left-blobs",
    sql: `
      -- Files that websites named which are no more: when it is looked whether others of the tenant's name them, in milliseconds since the epoch.
      CREATE TABLE left_blobs (
        digest TEXT PRIMARY KEY,
        due_ms INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX left_blobs_by_due ON left_blobs (due_ms);
    `,
  },
];
