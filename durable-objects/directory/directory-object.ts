import { DurableObject } from "cloudflare:workers";
import type { DirectoryRpc } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { directoryMigrations } from "#migrations/objects/directory.ts";
import { migrate } from "#durable-objects/support/migrate.ts";

/**
 * One shard of the hostname directory: which website a hostname belongs to.
 *
 * Keeps: a hostname belongs to one website at most. Who serves it is decided by the website's lease,
 * which names its hostnames: a stale answer from here can delay a visitor, never show the wrong site.
 */
export class DirectoryObject extends DurableObject implements DirectoryRpc {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as never);
    this.#sql = ctx.storage.sql;
    void ctx.blockConcurrencyWhile(async () => {
      ctx.storage.transactionSync(() => migrate(this.#sql, directoryMigrations));
    });
  }

  async claim(hostname: string, websiteId: string): Promise<Result<null, "hostname-taken">> {
    const holder = this.#holder(hostname);
    if (holder !== null && holder !== websiteId) {
      return fail("hostname-taken", `The hostname ${hostname} belongs to another website.`, { hostname });
    }
    this.#sql.exec(
      "INSERT INTO hostnames (hostname, website_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
      hostname,
      websiteId,
    );
    return ok(null);
  }

  async release(hostname: string, websiteId: string): Promise<void> {
    this.#sql.exec("DELETE FROM hostnames WHERE hostname = ? AND website_id = ?", hostname, websiteId);
  }

  async resolve(hostname: string): Promise<string | null> {
    return this.#holder(hostname);
  }

  #holder(hostname: string): string | null {
    const rows = this.#sql
      .exec<{ website_id: string }>("SELECT website_id FROM hostnames WHERE hostname = ?", hostname)
      .toArray();
    return rows[0]?.website_id ?? null;
  }
}
