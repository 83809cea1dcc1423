import {
  tenantStateSchema,
  type ListInput,
  type Page,
  type TenantState,
  type TenantWord,
} from "#domain/contracts/index.ts";

/** Whether a tenant in this state has its websites served. */
export function isOpen({ status }: Pick<TenantState, "status">): boolean {
  return status === "active";
}

/** The tenant's state and its websites. Writes belong in the caller's transaction. */
export class TenantStore {
  readonly #sql: SqlStorage;
  #state: TenantState | null;
  #wordVersion: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const row = sql
      .exec<{ state: string; word_version: number }>("SELECT state, word_version FROM tenant")
      .toArray()[0];
    this.#state = row === undefined ? null : tenantStateSchema.parse(JSON.parse(row.state));
    this.#wordVersion = row?.word_version ?? 0;
  }

  get state(): TenantState | null {
    return this.#state;
  }

  /** What websites have to heed; null while nothing is known of the tenant. */
  get word(): TenantWord | null {
    const state = this.#state;
    return state && { tenantId: state.tenantId, version: this.#wordVersion, isOpen: isOpen(state) };
  }

  /** Takes a state that is newer than what is there; another changes nothing. */
  apply(state: TenantState): void {
    const before = this.#state;
    if (before !== null && before.version >= state.version) return;
    const isSameWord = before !== null && isOpen(before) === isOpen(state);
    const wordVersion = isSameWord ? this.#wordVersion : state.version;
    this.#sql.exec(
      `INSERT INTO tenant (id, version, state, word_version) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, state = excluded.state, word_version = excluded.word_version`,
      state.version,
      JSON.stringify(state),
      wordVersion,
    );
    this.#state = state;
    this.#wordVersion = wordVersion;
  }

  /** @param toldVersion 0 for one that is still to hear of the tenant */
  addWebsite(websiteId: string, toldVersion: number): void {
    this.#sql.exec(
      "INSERT INTO websites (website_id, told_version) VALUES (?, ?) ON CONFLICT DO NOTHING",
      websiteId,
      toldVersion,
    );
  }

  hasWebsite(websiteId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM websites WHERE website_id = ?", websiteId).toArray().length > 0;
  }

  pageOfWebsites({ limit, cursor = "" }: ListInput): Page<string> {
    const items = this.#sql
      .exec<{ website_id: string }>(
        "SELECT website_id FROM websites WHERE website_id > ? ORDER BY website_id LIMIT ?",
        cursor,
        limit,
      )
      .toArray()
      .map((row) => row.website_id);
    return { items, cursor: items.length < limit ? null : items.at(-1)! };
  }

  /** It is gone for good, and so is all the room it took. */
  forgetWebsite(websiteId: string): void {
    for (const table of ["websites", "reservations", "domains", "moved_websites"]) {
      this.#sql.exec(`DELETE FROM ${table} WHERE website_id = ?`, websiteId);
    }
  }

  /** It is known to exist, whatever becomes of what was reserved for it. */
  holdWebsite(websiteId: string): void {
    this.#sql.exec("UPDATE websites SET held = 1 WHERE website_id = ?", websiteId);
  }

  noteTold(websiteId: string, version: number): void {
    this.#sql.exec("UPDATE websites SET told_version = max(told_version, ?) WHERE website_id = ?", version, websiteId);
  }

  /** Websites that have not heeded the word of this version, at most so many, those after this id first. */
  untold(version: number, afterId: string, limit: number): readonly string[] {
    return this.#sql
      .exec<{ website_id: string }>(
        "SELECT website_id FROM websites WHERE told_version < ? AND website_id > ? ORDER BY website_id LIMIT ?",
        version,
        afterId,
        limit,
      )
      .toArray()
      .map((row) => row.website_id);
  }
}
