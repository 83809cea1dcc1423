/** Websites whose content has moved since the tenant's tables were brought up to it. Writes belong in the caller's transaction. */
export class MovedWebsites {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Each time anew, so that whoever is bringing the tables up to it sees that it has moved again. */
  note(websiteId: string): void {
    this.#sql.exec(
      "INSERT INTO moved_websites (website_id, times) VALUES (?, 1) ON CONFLICT (website_id) DO UPDATE SET times = times + 1",
      websiteId,
    );
  }

  /** All that are known to exist, as if they had moved: whoever brings the tables up to them finds out. */
  noteAll(): void {
    this.#sql.exec(
      "INSERT INTO moved_websites (website_id, times) SELECT website_id, 1 FROM websites WHERE held = 1 ON CONFLICT DO NOTHING",
    );
  }

  /** At most so many, by id. */
  list(limit: number): readonly { readonly websiteId: string; readonly times: number }[] {
    const query = "SELECT website_id AS websiteId, times FROM moved_websites ORDER BY website_id LIMIT ?";
    return this.#sql.exec<{ websiteId: string; times: number }>(query, limit).toArray();
  }

  /** Forgets one that has not moved again since it was listed. */
  settle({ websiteId, times }: { readonly websiteId: string; readonly times: number }): void {
    this.#sql.exec("DELETE FROM moved_websites WHERE website_id = ? AND times = ?", websiteId, times);
  }
}
