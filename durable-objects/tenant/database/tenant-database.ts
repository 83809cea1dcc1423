import type { Pool, PoolClient } from "@neondatabase/serverless";
import { drizzle, type NeonDatabase } from "drizzle-orm/neon-serverless";
import { serverName } from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { isLoginRefused, isOutOfReach } from "./database-failure.ts";
import { fetchCredentials } from "./fetch-credentials.ts";
import { connectMsMax, makePool } from "./make-pool.ts";
import { openRelaySocket, type DatabaseBindings } from "./open-relay-socket.ts";
import type { Tables, TenantTables } from "./tables.ts";
import { undoneOnFailure } from "./undone-on-failure.ts";

/** For so long a connection is tried for, where none can be had at once. */
const acquireMsMax = 2_500;
const pauseMs = 100;

/**
 * The tenant's own tables, as the tenant's own role: it can reach nothing else, whatever is asked of it. Connections live in the
 * object, and so do the credentials, until they are refused. A piece of work is one statement or one transaction, so that a
 * connection carries nothing from one to the next, and what is cut off is done in full or not at all.
 */
export class TenantDatabase implements TenantTables {
  readonly #bindings: DatabaseBindings;
  readonly #tenantId: string;
  #pool: Promise<Pool> | null = null;

  constructor(bindings: DatabaseBindings, tenantId: string) {
    this.#bindings = bindings;
    this.#tenantId = tenantId;
  }

  repeatable<Value>(work: (database: NeonDatabase) => Promise<Value>): Promise<Result<Value, "tenant-unavailable">> {
    return this.#run(work, 2);
  }

  once<Value>(work: (database: NeonDatabase) => Promise<Value>): Promise<Result<Value, "tenant-unavailable">> {
    return this.#run(work, 1);
  }

  async atomically<Value, Code extends FailureCode>(
    work: (tables: Tables) => Promise<Result<Value, Code>>,
  ): Promise<Result<Value, Code | "tenant-unavailable">> {
    const done = await this.#run((database) => undoneOnFailure(database, work), 1);
    return done.ok ? done.value : done;
  }

  /** Fails with `tenant-unavailable` when the database is out of reach; throws what the work throws otherwise. */
  async #run<Value>(
    work: (database: NeonDatabase) => Promise<Value>,
    tries: number,
  ): Promise<Result<Value, "tenant-unavailable">> {
    for (let tried = 1; ; tried += 1) {
      const client = await this.#acquire();
      if (client === null) return unavailable;
      try {
        const value = await work(drizzle({ client }));
        client.release();
        return ok(value);
      } catch (error) {
        client.release(true);
        if (!isOutOfReach(error)) throw error;
        if (tried === tries) return unavailable;
      }
    }
  }

  /** Until then nothing was begun, so that it may be tried again whatever the work is. Null when the time is up. */
  async #acquire(): Promise<PoolClient | null> {
    const since = Date.now();
    for (let wasRefused = false; ;) {
      const client = await this.#connect();
      if (!(client instanceof Error)) return client;
      const isRefused = isLoginRefused(client);
      // The next try is with credentials fetched anew; if those are refused as well, more tries do not help.
      if ((wasRefused && isRefused) || Math.abs(Date.now() - since) > acquireMsMax) {
        console.error(`the database of tenant ${this.#tenantId} cannot be reached:`, client);
        return null;
      }
      wasRefused = isRefused;
      await scheduler.wait(pauseMs);
    }
  }

  async #connect(): Promise<PoolClient | Error> {
    this.#pool ??= this.#open();
    const opening = this.#pool;
    try {
      return await (await opening).connect();
    } catch (error) {
      const pool = await opening.catch(() => null);
      // It is not ended: whoever waits in it would wait in vain. What it has, it closes when that is idle.
      if ((pool === null || isLoginRefused(error)) && this.#pool === opening) this.#pool = null;
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  async #open(): Promise<Pool> {
    const credentials = await fetchCredentials(this.#bindings, this.#tenantId);
    const { database, role } = credentials;
    const ticket = { tenantId: this.#tenantId, server: serverName(credentials), database, role };
    return makePool(credentials, () => openRelaySocket(this.#bindings, ticket, connectMsMax));
  }
}

const unavailable = fail(
  "tenant-unavailable",
  "The tenant's database cannot be reached at the moment. Nothing was half done: try again shortly.",
);
