import type { ListInput, Page } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";

/** A website's deployments: the order in which they were placed is the website's history. */
export class DeploymentStore {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  append(deployment: Deployment): void {
    this.#sql.exec(
      "INSERT INTO deployments (deployment_id, release_id, previous_release_id, deployment) VALUES (?, ?, ?, ?)",
      deployment.deploymentId,
      deployment.releaseId,
      deployment.previousReleaseId,
      JSON.stringify(deployment),
    );
  }

  find(deploymentId: string): Deployment | null {
    const rows = this.#sql.exec<{ deployment: string }>(
      "SELECT deployment FROM deployments WHERE deployment_id = ?",
      deploymentId,
    );
    const row = rows.toArray()[0];
    return row === undefined ? null : (JSON.parse(row.deployment) as Deployment);
  }

  /** The last rollback of a deployment, where that was not undone itself; null for a deployment that is in force. */
  undoneBy(deploymentId: string): string | null {
    const query =
      "SELECT deployment_id FROM deployments WHERE json_extract(deployment, '$.undoes') = ? ORDER BY position DESC LIMIT 1";
    const last = this.#sql.exec<{ deployment_id: string }>(query, deploymentId).toArray()[0]?.deployment_id;
    return last === undefined || this.undoneBy(last) !== null ? null : last;
  }

  /** Whether a change was ever made the active release. */
  hasPlaced(changeId: string): boolean {
    const query = "SELECT 1 FROM deployments WHERE json_extract(deployment, '$.changeId') = ? LIMIT 1";
    return this.#sql.exec(query, changeId).toArray().length > 0;
  }

  /** Newest first. The cursor is the position of the last one shown. */
  list({ limit, cursor }: ListInput): Page<Deployment> {
    const before = cursor === undefined || !/^\d{1,15}$/.test(cursor) ? Number.MAX_SAFE_INTEGER : Number(cursor);
    const rows = this.#sql
      .exec<{ position: number; deployment: string }>(
        "SELECT position, deployment FROM deployments WHERE position < ? ORDER BY position DESC LIMIT ?",
        before,
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
    return {
      items: shown.map((row) => JSON.parse(row.deployment) as Deployment),
      cursor: rows.length > limit ? String(shown.at(-1)!.position) : null,
    };
  }
}
