import type { Migration } from "#durable-objects/support/migrate.ts";

/** What came to be kept beside them. New ones go to the end. */
export const laterMigrations: readonly Migration[] = [
  {
    name: "traffic",
    sql: `
      -- What visitors were sent, by UTC hour (whole hours since the epoch); requests by the class of their answer.
      CREATE TABLE traffic_hours (
        hour INTEGER PRIMARY KEY,
        bytes INTEGER NOT NULL,
        status_1xx INTEGER NOT NULL,
        status_2xx INTEGER NOT NULL,
        status_3xx INTEGER NOT NULL,
        status_4xx INTEGER NOT NULL,
        status_5xx INTEGER NOT NULL,
        -- 0 while the control plane has not been told of all that is in it.
        reported INTEGER NOT NULL
      );
      CREATE INDEX traffic_hours_to_report ON traffic_hours (hour) WHERE reported = 0;
      -- Up to where the batches of each isolate are in traffic_hours.
      CREATE TABLE traffic_isolates (
        isolate_id TEXT PRIMARY KEY,
        sequence INTEGER NOT NULL,
        -- How many sweeps in a row brought no news of it.
        silent_sweeps INTEGER NOT NULL
      ) WITHOUT ROWID;
    `,
  },
  {
    name: "tenant-words",
    sql: `
      -- What tenants' objects said last of whether their websites are served; those of other tenants mean nothing.
      CREATE TABLE tenant_words (
        tenant_id TEXT PRIMARY KEY,
        -- Of the tenant's state.
        version INTEGER NOT NULL,
        open INTEGER NOT NULL
      ) WITHOUT ROWID;
      -- A website from before tenants kept lists of theirs gets on its tenant's.
      INSERT INTO deadlines (name, at_ms) SELECT 'join-tenant', 1 FROM website WHERE status <> 'deleted';
    `,
  },
  {
    name: "publications",
    sql: `
      -- Publications that wait for their time.
      CREATE TABLE scheduled_publications (
        publication_id TEXT PRIMARY KEY,
        -- In milliseconds since the epoch; whole seconds.
        due_at_ms INTEGER NOT NULL,
        -- Root of a content tree that holds the records to put, and nothing else.
        root TEXT NOT NULL,
        -- JSON list of the records to delete.
        deletions TEXT NOT NULL,
        message TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX scheduled_publications_by_due ON scheduled_publications (due_at_ms, publication_id);
      -- Publications that have ended, in that order; a sequence is never used twice.
      CREATE TABLE publication_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        publication_id TEXT NOT NULL UNIQUE,
        -- 'placed', 'refused' or 'cancelled'.
        state TEXT NOT NULL,
        deployment_id TEXT,
        -- JSON: code and detail.
        failure TEXT,
        at_ms INTEGER NOT NULL
      );
      -- Root of the content that whoever edits it has: kept, so that it can be told what has changed since.
      CREATE TABLE known_content (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        root TEXT NOT NULL
      );
    `,
  },
  {
    name: "search-words",
    sql: `
      -- When the document was published, in milliseconds since the epoch; 0 where it is not told.
      ALTER TABLE search_rows ADD COLUMN published_ms INTEGER NOT NULL DEFAULT 0;
      -- How its words were written: those of older versions are written anew.
      ALTER TABLE search_rows ADD COLUMN words_version INTEGER NOT NULL DEFAULT 1;
      CREATE INDEX search_rows_by_version ON search_rows (words_version);
      -- English stems of the same texts.
      CREATE VIRTUAL TABLE search_stems USING fts5(
        title, body, content = 'search_texts', tokenize = 'porter unicode61 remove_diacritics 2'
      );
      -- Words of paths and titles by threes of their letters, for addresses that are nearly right.
      CREATE VIRTUAL TABLE search_names USING fts5(name, tokenize = 'trigram');
      INSERT INTO deadlines (name, at_ms) SELECT 'rebuild-search', 1 WHERE EXISTS (SELECT 1 FROM search_rows);
    `,
  },
  {
    name: "moved-hostnames",
    sql: `
      -- JSON object: hostnames that the website had before, oldest first, to the one of its hostnames that each leads to.
      ALTER TABLE website ADD COLUMN moved TEXT NOT NULL DEFAULT '{}';
    `,
  },
  {
    name: "clones",
    sql: `
      -- One row while the website is made of another's release.
      CREATE TABLE clone (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        source_id TEXT NOT NULL,
        source_name TEXT NOT NULL,
        release_id TEXT NOT NULL,
        -- JSON: digests by leaf.
        leaves TEXT NOT NULL,
        -- Records: of the release, and those that are here.
        total INTEGER NOT NULL,
        copied INTEGER NOT NULL
      );
      -- What is still to be copied of its content, by digest; the children of a node come with it.
      CREATE TABLE clone_wanted (
        digest TEXT PRIMARY KEY,
        is_record INTEGER NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX clone_wanted_records ON clone_wanted (digest) WHERE is_record = 1;
    `,
  },
  {
    name: "undone-deployments",
    sql: `
      -- What undid which deployment.
      CREATE INDEX deployments_by_undone ON deployments (json_extract(deployment, '$.undoes'))
        WHERE json_extract(deployment, '$.undoes') IS NOT NULL;
    `,
  },
  {
    name: "content-moved",
    sql: `
      -- Websites from before their content was edited in the tenant's tables tell of it.
      INSERT INTO deadlines (name, at_ms) SELECT 'content-moved', 1 FROM website WHERE status <> 'deleted'
        ON CONFLICT (name) DO NOTHING;
    `,
  },
  {
    name: "tombstone",
    sql: `
      -- One row where a website of this id was taken away before it was made: none ever is.
      CREATE TABLE tombstone (
        id INTEGER PRIMARY KEY CHECK (id = 1)
      );
    `,
  },
  {
    name: "erased",
    sql: `
      -- What those were made of that are deleted already is kept for a month from now on.
      INSERT INTO deadlines (name, at_ms) SELECT 'erase', (unixepoch() + 2592000) * 1000 FROM website WHERE status = 'deleted'
        ON CONFLICT (name) DO NOTHING;
    `,
  },
  {
    name: "viewers-of-previews",
    sql: `
      -- Who asked for it; null where that was not told.
      ALTER TABLE previews ADD COLUMN viewer TEXT;
      CREATE INDEX previews_by_viewer ON previews (viewer) WHERE viewer IS NOT NULL;
    `,
  },
  {
    name: "configuration-changes",
    sql: `
      -- Deployments that changed the configuration, oldest first.
      CREATE TABLE configuration_changes (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        deployment_id TEXT NOT NULL UNIQUE,
        -- Digest of what was asked for; null where the change came in another way than by its parts.
        request TEXT,
        -- JSON.
        change TEXT NOT NULL
      );
    `,
  },
  {
    name: "search-spellings",
    sql: `
      -- Words are followed by their plainest spelling.
      INSERT INTO deadlines (name, at_ms) SELECT 'rebuild-search', 1 WHERE EXISTS (SELECT 1 FROM search_rows)
        ON CONFLICT (name) DO NOTHING;
    `,
  },
  {
    name: "left-paths",
    sql: `
      -- Where documents were shown until they were taken off, the last ones last.
      CREATE TABLE left_paths (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        document_id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL UNIQUE
      );
    `,
  },
];
