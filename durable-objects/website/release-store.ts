import { secretVersionSchema } from "#domain/configuration/index.ts";
import { canonicalJson, digestOf, type Digest } from "#domain/digest/index.ts";
import {
  changeIdOf,
  releaseOf,
  type Change,
  type ChangeId,
  type Leaves,
  type ReleaseId,
} from "#domain/release/index.ts";
import { themeDigestOf, type ThemePackage } from "#domain/theme/index.ts";

/** Said again within so many milliseconds, that a release is to be kept writes nothing. */
const keepAgainAfterMs = 3_600_000;

/**
 * Releases, changes and the values of their leaves: all named by what they hold, so writing twice is writing once.
 * Only the age of a release or change begins anew, so that what was just asked for again is not swept as old.
 */
export class ReleaseStore {
  readonly #sql: SqlStorage;
  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  putRelease(leaves: Leaves, nowMs: number): ReleaseId {
    const { releaseId } = releaseOf(leaves);
    this.#sql.exec(
      `INSERT INTO releases (release_id, leaves, created_at_ms) VALUES (?, ?, ?)
       ON CONFLICT (release_id) DO UPDATE SET created_at_ms = max(created_at_ms, excluded.created_at_ms)`,
      releaseId,
      canonicalJson(leaves),
      nowMs,
    );
    return releaseId;
  }

  leavesOf(releaseId: ReleaseId): Leaves | null {
    return this.#json<Leaves>("SELECT leaves AS json FROM releases WHERE release_id = ?", releaseId);
  }

  /** Keeps a release for as long as if it were made now. */
  keepRelease(releaseId: ReleaseId, nowMs: number): void {
    this.#sql.exec(
      "UPDATE releases SET created_at_ms = ?2 WHERE release_id = ?1 AND created_at_ms < ?2 - ?3",
      releaseId,
      nowMs,
      keepAgainAfterMs,
    );
  }

  putChange(change: Change, nowMs: number): ChangeId {
    const changeId = changeIdOf(change);
    this.#sql.exec(
      `INSERT INTO changes (change_id, change, created_at_ms) VALUES (?, ?, ?)
       ON CONFLICT (change_id) DO UPDATE SET created_at_ms = max(created_at_ms, excluded.created_at_ms)`,
      changeId,
      canonicalJson(change),
      nowMs,
    );
    return changeId;
  }

  change(changeId: ChangeId): Change | null {
    return this.#json<Change>("SELECT change AS json FROM changes WHERE change_id = ?", changeId);
  }

  removeChange(changeId: ChangeId): void {
    this.#sql.exec("DELETE FROM changes WHERE change_id = ?", changeId);
  }

  putValue(value: unknown): Digest {
    const digest = digestOf(value);
    this.#sql.exec(
      "INSERT INTO leaf_values (digest, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
      digest,
      canonicalJson(value),
    );
    return digest;
  }

  value<Value>(digest: Digest): Value | null {
    return this.#json<Value>("SELECT value AS json FROM leaf_values WHERE digest = ?", digest);
  }

  /** Versions of secrets that the environment of any kept configuration names. Settings of themes may look like anything. */
  secretVersions(): readonly string[] {
    const rows = this.#sql.exec<{ version: string | null }>(
      `SELECT DISTINCT CASE WHEN variable.type = 'object' THEN json_extract(variable.value, '$.secret') END AS version
       FROM leaf_values, json_each(leaf_values.value, '$.environment') AS variable`,
    );
    return rows.toArray().flatMap(({ version }) => (secretVersionSchema.safeParse(version).success ? [version!] : []));
  }

  /** Keeps a theme's manifest and notes which of its files visitors may fetch. */
  putTheme(theme: ThemePackage): Digest {
    const digest = themeDigestOf(theme);
    this.putValue(theme);
    for (const [path, file] of Object.entries(theme.files)) {
      if (!path.startsWith("assets/")) continue;
      this.#sql.exec(
        "INSERT INTO theme_assets (digest, theme, content_type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        file.digest,
        digest,
        file.contentType,
      );
    }
    return digest;
  }

  assetContentType(digest: Digest): string | null {
    const rows = this.#sql.exec<{ content_type: string }>(
      "SELECT content_type FROM theme_assets WHERE digest = ? LIMIT 1",
      digest,
    );
    return rows.toArray()[0]?.content_type ?? null;
  }

  #json<Value>(query: string, key: string): Value | null {
    const row = this.#sql.exec<{ json: string }>(query, key).toArray()[0];
    return row === undefined ? null : (JSON.parse(row.json) as Value);
  }
}
