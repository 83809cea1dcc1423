import type { ListInput, Page, TrafficOfMonth } from "#domain/contracts/index.ts";

/** For so many months traffic is kept: those in which there was some, so that a clock that jumps ahead for once costs one of them. */
const monthsKept = 13;

/** What passes by: visitors' traffic and deployments under way. Writes belong in the caller's transaction. */
export class UsageStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Takes what a website has counted so far: never less than what it said before. */
  noteTraffic({ websiteId, month, bytes, requests }: TrafficOfMonth): void {
    this.#sql.exec(
      `INSERT INTO traffic_months (month, website_id, bytes, requests) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET bytes = max(bytes, excluded.bytes), requests = max(requests, excluded.requests)`,
      month,
      websiteId,
      bytes,
      requests,
    );
    this.#sql.exec(
      `DELETE FROM traffic_months
       WHERE month < (SELECT month FROM traffic_months GROUP BY month ORDER BY month DESC LIMIT 1 OFFSET ?)`,
      monthsKept - 1,
    );
  }

  bandwidth(month: string): number {
    const query = "SELECT coalesce(sum(bytes), 0) AS bytes FROM traffic_months WHERE month = ?";
    return this.#sql.exec<{ bytes: number }>(query, month).one().bytes;
  }

  /** By website. The cursor is the id of the last one shown. */
  traffic(month: string, { limit, cursor = "" }: ListInput): Page<Omit<TrafficOfMonth, "month">> {
    const rows = this.#sql
      .exec<{ websiteId: string; bytes: number; requests: number }>(
        `SELECT website_id AS websiteId, bytes, requests FROM traffic_months
         WHERE month = ? AND website_id > ? ORDER BY website_id LIMIT ?`,
        month,
        cursor,
        limit + 1,
      )
      .toArray();
    const items = rows.slice(0, limit);
    return { items, cursor: rows.length > limit ? items.at(-1)!.websiteId : null };
  }

  /** Those under way, without those whose time is over. */
  deployments(nowMs: number): number {
    const query = "SELECT count(*) AS count FROM deployments WHERE until_ms > ?";
    return this.#sql.exec<{ count: number }>(query, nowMs).one().count;
  }

  isDeploying(place: string, nowMs: number): boolean {
    const query = "SELECT 1 FROM deployments WHERE deployment_id = ? AND until_ms > ?";
    return this.#sql.exec(query, place, nowMs).toArray().length > 0;
  }

  beginDeployment(place: string, nowMs: number, untilMs: number): void {
    this.#sql.exec("DELETE FROM deployments WHERE until_ms <= ?", nowMs);
    this.#sql.exec("INSERT OR REPLACE INTO deployments (deployment_id, until_ms) VALUES (?, ?)", place, untilMs);
  }

  endDeployment(place: string): void {
    this.#sql.exec("DELETE FROM deployments WHERE deployment_id = ?", place);
  }
}
