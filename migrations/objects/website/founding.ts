import type { Migration } from "#durable-objects/support/migrate.ts";
import { deadlinesMigration } from "../deadlines.ts";

/** Content, releases and what is asked of them. */
export const foundingMigrations: readonly Migration[] = [
  {
    name: "content",
    sql: `
      -- Nodes of content trees: canonical JSON, named by the SHA-256 of its bytes in hex.
      CREATE TABLE content_nodes (
        digest TEXT PRIMARY KEY,
        bytes BLOB NOT NULL
      );
      -- Documents: canonical JSON, named by the SHA-256 of all its bytes, cut into parts that fit a row.
      CREATE TABLE documents (
        digest TEXT NOT NULL,
        part INTEGER NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (digest, part)
      );
      -- What the sweep under way has found to be in use; walked is 0 for a node whose children are still to be marked.
      CREATE TABLE content_marks (
        digest TEXT PRIMARY KEY,
        walked INTEGER NOT NULL
      );
      CREATE INDEX content_marks_to_walk ON content_marks (digest) WHERE walked = 0;
      -- One row while a sweep is under way: the tables cleared so far, and up to which digest.
      CREATE TABLE content_sweep (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        clearing TEXT NOT NULL,
        cleared_to TEXT NOT NULL
      );
    `,
  },
  deadlinesMigration,
  {
    name: "outbox",
    sql: `
      -- Events not yet acknowledged by their receiver; a sequence is never used twice.
      CREATE TABLE outbox (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        body TEXT NOT NULL
      );
    `,
  },
  {
    name: "website",
    sql: `
      -- The website itself: one row, made once. Everything that leases carry is here.
      CREATE TABLE website (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        website_id TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        name TEXT NOT NULL,
        -- Made at random with the row: tells this storage from one restored beside it.
        epoch TEXT NOT NULL,
        -- Digest of what it was created with: a repeated creation is recognised by it.
        creation TEXT NOT NULL,
        created_at TEXT NOT NULL,
        status TEXT NOT NULL,
        -- JSON list.
        hostnames TEXT NOT NULL,
        active_release_id TEXT NOT NULL,
        candidate_change_id TEXT,
        candidate_release_id TEXT,
        candidate_weight INTEGER,
        hint_release_id TEXT,
        -- Counts the changes that a drain guards.
        version INTEGER NOT NULL
      );
      -- The longest lease that may be outstanding, in milliseconds.
      CREATE TABLE lease_max (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        ms INTEGER NOT NULL
      );
      -- Hostnames asked of the directory: 'claiming', 'claimed' or 'releasing'.
      CREATE TABLE hostname_claims (
        hostname TEXT PRIMARY KEY,
        state TEXT NOT NULL
      ) WITHOUT ROWID;
    `,
  },
  {
    name: "releases",
    sql: `
      CREATE TABLE releases (
        release_id TEXT PRIMARY KEY,
        -- JSON: digests by leaf.
        leaves TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL
      );
      CREATE TABLE changes (
        change_id TEXT PRIMARY KEY,
        -- Canonical JSON.
        change TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL
      );
      -- Values of the leaves that are small JSON, and manifests of themes.
      CREATE TABLE leaf_values (
        digest TEXT PRIMARY KEY,
        value TEXT NOT NULL
      );
      -- Which files of which theme are assets that visitors may fetch.
      CREATE TABLE theme_assets (
        digest TEXT NOT NULL,
        theme TEXT NOT NULL,
        content_type TEXT NOT NULL,
        PRIMARY KEY (digest, theme)
      ) WITHOUT ROWID;
      -- What was placed when, oldest first.
      CREATE TABLE deployments (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        deployment_id TEXT NOT NULL UNIQUE,
        release_id TEXT NOT NULL,
        previous_release_id TEXT,
        -- JSON.
        deployment TEXT NOT NULL
      );
    `,
  },
  {
    name: "records",
    sql: `
      -- Records of all kinds, as documents were kept before; a sweep under way begins anew.
      ALTER TABLE documents RENAME TO records;
      DELETE FROM content_sweep;
      DELETE FROM content_marks;
      -- Blobs that media name: visitors may fetch them for as long as the record is kept.
      CREATE TABLE media_files (
        digest TEXT NOT NULL,
        -- Digest of the record.
        record TEXT NOT NULL,
        content_type TEXT NOT NULL,
        file_name TEXT NOT NULL,
        PRIMARY KEY (digest, record)
      ) WITHOUT ROWID;
      CREATE INDEX media_files_by_record ON media_files (record);
    `,
  },
  {
    name: "branches",
    sql: `
      -- Copies of the content that are edited apart until they become a change.
      CREATE TABLE branches (
        branch_id TEXT PRIMARY KEY,
        -- Content roots: that of the release active when it began, and the one with all batches applied.
        base TEXT NOT NULL,
        root TEXT NOT NULL,
        -- The number of the last batch applied.
        applied INTEGER NOT NULL,
        -- The change that it became; null while it is open.
        change_id TEXT,
        created_at_ms INTEGER NOT NULL
      );
    `,
  },
  {
    name: "previews",
    sql: `
      -- Previews that may be opened, by the random id in their tokens.
      CREATE TABLE previews (
        preview_id TEXT PRIMARY KEY,
        release_id TEXT NOT NULL,
        -- The change that is shown; null for a release.
        change_id TEXT,
        expires_at_ms INTEGER NOT NULL
      );
      -- What tokens of this website are signed with: one row, made with the first of them.
      CREATE TABLE preview_key (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        bytes BLOB NOT NULL
      );
    `,
  },
  {
    name: "search",
    sql: `
      -- Editions of published documents that may be searched, by the digest of their record.
      CREATE TABLE search_rows (
        search_row INTEGER PRIMARY KEY,
        record TEXT NOT NULL UNIQUE,
        document_id TEXT NOT NULL
      );
      -- Their words, by search_row.
      CREATE VIRTUAL TABLE search_texts USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2');
    `,
  },
];
