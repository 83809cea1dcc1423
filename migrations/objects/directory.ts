/** The history of a directory shard's SQLite. Append only: what has landed stays as it is. */
export const directoryMigrations = [
  {
    name: "0001-hostnames",
    sql: `CREATE TABLE hostnames (
      hostname TEXT PRIMARY KEY,
      website_id TEXT NOT NULL
    ) WITHOUT ROWID`,
  },
] as const;
