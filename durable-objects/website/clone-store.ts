import type { Digest } from "#domain/digest/index.ts";
import type { Leaves } from "#domain/release/index.ts";

/** Of what a website is being made. */
export interface Clone {
  readonly sourceId: string;
  readonly sourceName: string;
  readonly releaseId: Digest;
  readonly leaves: Leaves;
  /** Records of the release, and those of them that are here. */
  readonly total: number;
  readonly copied: number;
}

type Row = Record<string, SqlStorageValue> & {
  source_id: string;
  source_name: string;
  release_id: string;
  leaves: string;
  total: number;
  copied: number;
};

/** What a website that is made of another's release has still to copy. Writes belong in the caller's transaction. */
export class CloneStore {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null for a website that is not being made of another's release. */
  read(): Clone | null {
    const row = this.#sql.exec<Row>("SELECT * FROM clone").toArray()[0];
    if (row === undefined) return null;
    const { source_id: sourceId, source_name: sourceName, release_id: releaseId, leaves, total, copied } = row;
    return { sourceId, sourceName, releaseId, leaves: JSON.parse(leaves) as Leaves, total, copied };
  }

  /** Notes of what the website is to be made, and that its whole content is wanted. */
  begin({ sourceId, sourceName, releaseId, leaves, total }: Omit<Clone, "copied">): void {
    this.end();
    this.#sql.exec(
      "INSERT INTO clone (id, source_id, source_name, release_id, leaves, total, copied) VALUES (1, ?, ?, ?, ?, ?, 0)",
      sourceId,
      sourceName,
      releaseId,
      JSON.stringify(leaves),
      total,
    );
    this.want([leaves.content], []);
  }

  want(nodes: readonly Digest[], records: readonly Digest[]): void {
    for (const [digests, isRecord] of [[nodes, 0] as const, [records, 1] as const]) {
      this.#sql.exec(
        "INSERT OR IGNORE INTO clone_wanted (digest, is_record) SELECT value, ? FROM json_each(?)",
        isRecord,
        JSON.stringify(digests),
      );
    }
  }

  /** Records before nodes, so that what waits stays as little as it can be. */
  wanted(limit: number): { readonly nodes: readonly Digest[]; readonly records: readonly Digest[] } {
    const records = this.#digests("SELECT digest FROM clone_wanted WHERE is_record = 1 LIMIT ?", limit);
    if (records.length > 0) return { nodes: [], records };
    return { nodes: this.#digests("SELECT digest FROM clone_wanted LIMIT ?", limit), records: [] };
  }

  /** Notes that these are here. */
  have(nodes: readonly Digest[], records: readonly Digest[]): void {
    this.#sql.exec(
      "DELETE FROM clone_wanted WHERE digest IN (SELECT value FROM json_each(?))",
      JSON.stringify([...nodes, ...records]),
    );
    this.#sql.exec("UPDATE clone SET copied = copied + ?", records.length);
  }

  end(): void {
    this.#sql.exec("DELETE FROM clone");
    this.#sql.exec("DELETE FROM clone_wanted");
  }

  #digests(query: string, limit: number): readonly Digest[] {
    return this.#sql
      .exec<{ digest: string }>(query, limit)
      .toArray()
      .map(({ digest }) => digest);
  }
}
