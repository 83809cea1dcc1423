import type { DirectoryRpc } from "#domain/contracts/index.ts";

/**
 * What this website has asked of the hostname directory, so that a crash between the two never leaves a
 * name claimed by nobody or served by somebody else: `claiming` is written before the directory is asked,
 * `releasing` before it is told, and what is left over is taken up by alarm.
 */
export class HostnameClaims {
  readonly #sql: SqlStorage;
  readonly #directoryOf: (hostname: string) => DirectoryRpc;

  constructor(sql: SqlStorage, directoryOf: (hostname: string) => DirectoryRpc) {
    this.#sql = sql;
    this.#directoryOf = directoryOf;
  }

  /** Notes that these are wanted. In the caller's transaction. */
  begin(hostnames: readonly string[]): void {
    for (const hostname of hostnames) {
      this.#sql.exec(
        "INSERT INTO hostname_claims (hostname, state) VALUES (?, 'claiming') ON CONFLICT (hostname) DO UPDATE SET state = 'claiming' WHERE state = 'releasing'",
        hostname,
      );
    }
  }

  /** Notes that all but these are to be given up. In the caller's transaction. */
  keepOnly(hostnames: readonly string[]): void {
    this.#sql.exec(
      "UPDATE hostname_claims SET state = 'releasing' WHERE hostname NOT IN (SELECT value FROM json_each(?))",
      JSON.stringify(hostnames),
    );
  }

  /** Asks the directory for each. @returns the first that belongs to another website, or null */
  async claimAll(hostnames: readonly string[], websiteId: string): Promise<string | null> {
    for (const hostname of hostnames) {
      const claimed = await this.#directoryOf(hostname).claim(hostname, websiteId);
      if (!claimed.ok) return hostname;
      this.#sql.exec(
        "UPDATE hostname_claims SET state = 'claimed' WHERE hostname = ? AND state = 'claiming'",
        hostname,
      );
    }
    return null;
  }

  /** Tells the directory of each that is given up. */
  async releaseAll(websiteId: string): Promise<void> {
    const rows = this.#sql
      .exec<{ hostname: string }>("SELECT hostname FROM hostname_claims WHERE state = 'releasing'")
      .toArray();
    for (const { hostname } of rows) {
      await this.#directoryOf(hostname).release(hostname, websiteId);
      this.#sql.exec("DELETE FROM hostname_claims WHERE hostname = ? AND state = 'releasing'", hostname);
    }
  }
}
