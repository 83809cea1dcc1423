import type { ConfigurationChange, ListInput, Page } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";

/** So many of the latest changes are kept. */
const keptMax = 1_000;

/** Which deployments changed the configuration, in what, and on whose behalf: kept beyond the releases themselves. */
export class ConfigurationHistory {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @param request digest of what was asked for, by which a repeated call is known; null for changes made in other ways */
  append(change: ConfigurationChange, request: Digest | null): void {
    this.#sql.exec(
      "INSERT INTO configuration_changes (deployment_id, request, change) VALUES (?, ?, ?)",
      change.deploymentId,
      request,
      JSON.stringify(change),
    );
  }

  /** What the deployment was asked for as; null where it was in other ways, undefined where it changed no configuration. */
  requestOf(deploymentId: string): Digest | null | undefined {
    const query = "SELECT request FROM configuration_changes WHERE deployment_id = ?";
    return this.#sql.exec<{ request: string | null }>(query, deploymentId).toArray()[0]?.request;
  }

  /** Newest first. The cursor is the position of the last one shown. */
  list({ limit, cursor }: ListInput): Page<ConfigurationChange> {
    const before = cursor === undefined || !/^\d{1,15}$/.test(cursor) ? Number.MAX_SAFE_INTEGER : Number(cursor);
    const rows = this.#sql
      .exec<{ position: number; change: string }>(
        "SELECT position, change FROM configuration_changes WHERE position < ? ORDER BY position DESC LIMIT ?",
        before,
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
    return {
      items: shown.map((row) => JSON.parse(row.change) as ConfigurationChange),
      cursor: rows.length > limit ? String(shown.at(-1)!.position) : null,
    };
  }

  forgetOld(): void {
    this.#sql.exec(
      "DELETE FROM configuration_changes WHERE position <= (SELECT max(position) FROM configuration_changes) - ?",
      keptMax,
    );
  }
}
