import { branchLifetimeMs, type Branch } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";

type Row = Record<string, SqlStorageValue> & {
  branch_id: string;
  base: string;
  root: string;
  applied: number;
  change_id: string | null;
  created_at_ms: number;
};

/** The website's branches. Their roots and changes are kept by the sweep for as long as they are here. */
export class BranchStore {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  get count(): number {
    return this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM branches").one().n;
  }

  find(branchId: string): Branch | null {
    const row = this.#sql.exec<Row>("SELECT * FROM branches WHERE branch_id = ?", branchId).toArray()[0];
    return row === undefined ? null : branchOf(row);
  }

  insert(branchId: string, { base, root }: Pick<Branch, "base" | "root">, nowMs: number): void {
    this.#sql.exec(
      "INSERT INTO branches (branch_id, base, root, applied, change_id, created_at_ms) VALUES (?, ?, ?, 0, NULL, ?)",
      branchId,
      base,
      root,
      nowMs,
    );
  }

  /** Notes what a batch made of it. */
  advance(branchId: string, batch: number, root: Digest): void {
    this.#sql.exec("UPDATE branches SET root = ?, applied = ? WHERE branch_id = ?", root, batch, branchId);
  }

  close(branchId: string, changeId: Digest): void {
    this.#sql.exec("UPDATE branches SET change_id = ? WHERE branch_id = ?", changeId, branchId);
  }

  remove(branchId: string): void {
    this.#sql.exec("DELETE FROM branches WHERE branch_id = ?", branchId);
  }

  hasChange(changeId: Digest): boolean {
    return this.#sql.exec("SELECT 1 FROM branches WHERE change_id = ? LIMIT 1", changeId).toArray().length > 0;
  }

  /** Those whose time is up. */
  expired(nowMs: number): readonly Branch[] {
    return this.#sql
      .exec<Row>("SELECT * FROM branches WHERE created_at_ms < ?", nowMs - branchLifetimeMs)
      .toArray()
      .map(branchOf);
  }
}

function branchOf({ branch_id, base, root, applied, change_id, created_at_ms }: Row): Branch {
  return {
    branchId: branch_id,
    base,
    root,
    applied,
    changeId: change_id,
    createdAt: new Date(created_at_ms).toISOString(),
    expiresAt: new Date(created_at_ms + branchLifetimeMs).toISOString(),
  };
}
