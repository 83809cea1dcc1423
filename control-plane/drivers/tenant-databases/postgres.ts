import pg from "pg";
import { applyMigrations, connectionTo } from "../../database/index.ts";
import { hardenDatabase } from "./harden.ts";
import type { TenantDatabases } from "./port.ts";
import { inspectSchema } from "./inspect-schema.ts";
import { afterMigrations, closeRole, dropSchemaAndRole, roleStatements } from "./role-statements.ts";

export interface TenantDatabaseTimeouts {
  readonly connectMsMax: number;
  /** Statements of a migration may take longer than those of a request. */
  readonly statementMsMax: number;
}

const timeoutsByDefault: TenantDatabaseTimeouts = { connectMsMax: 10_000, statementMsMax: 60_000 };

/** Databases beside the platform's own, on its server. @param ownerUrl of the platform's database, as a superuser */
export function postgresTenantDatabases(
  ownerUrl: string,
  onError: (error: Error) => void,
  timeouts: TenantDatabaseTimeouts = timeoutsByDefault,
): TenantDatabases {
  const { hostname, port } = new URL(ownerUrl);
  const connect = (url: string, max: number) => connectPool(url, onError, max, timeouts);
  const pools = new Map<string, pg.Pool>();
  const platform = connect(ownerUrl, 4);
  // Apart from those that the work itself needs: all taken by holders of locks, none of them could go on.
  const locks = connect(ownerUrl, 16);
  // Held while tenants are worked on under locks of their own.
  const turns = connect(ownerUrl, 4);
  // Databases that were made, until one is found to be missing.
  const ready = new Map<string, Promise<void>>();

  const poolOf = (database: string): pg.Pool => {
    const known = pools.get(database);
    if (known !== undefined) return known;
    const url = new URL(ownerUrl);
    url.pathname = `/${database}`;
    const pool = connect(url.toString(), 4);
    pools.set(database, pool);
    return pool;
  };
  const run = async (database: string, statements: string) => {
    const client = await poolOf(database).connect();
    let fault: Error | undefined;
    try {
      await client.query(statements);
    } catch (error) {
      fault = error as Error;
      throw error;
    } finally {
      // After a failure in the middle of them a transaction may be open.
      client.release(fault);
    }
  };
  /** Held by a session: the server frees it when that ends, however it does. */
  const withLock = async <Value>(pool: pg.Pool, key: string, work: () => Promise<Value>): Promise<Value> => {
    const client = await pool.connect();
    let unlocked = false;
    try {
      await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [key]);
      const value = await work();
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]);
      unlocked = true;
      return value;
    } finally {
      client.release(!unlocked);
    }
  };
  const tryLock = async <Value>(pool: pg.Pool, key: string, work: () => Promise<Value>) => {
    const client = await pool.connect();
    let isClean = false;
    try {
      const { rows } = await client.query<{ held: boolean }>(
        "select pg_try_advisory_lock(hashtextextended($1, 0)) as held",
        [key],
      );
      if (rows[0]?.held !== true) {
        isClean = true;
        return null;
      }
      const value = await work();
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]);
      isClean = true;
      return { value };
    } finally {
      client.release(!isClean);
    }
  };
  const makeDatabase = (database: string) =>
    withLock(platform, "tenant-databases", async () => {
      const { rowCount } = await platform.query("select from pg_database where datname = $1", [database]);
      if (rowCount === 0) await platform.query(`create database ${pg.escapeIdentifier(database)} template template0`);
      const client = await poolOf(database).connect();
      try {
        await hardenDatabase(client, database);
      } finally {
        client.release(true);
      }
    });

  return {
    server: { host: hostname, port: port === "" ? 5432 : Number(port) },
    ensureDatabaseExists(database) {
      const known = ready.get(database);
      if (known !== undefined) return known;
      const making = makeDatabase(database);
      ready.set(database, making);
      making.catch(() => ready.get(database) === making && ready.delete(database));
      return making;
    },
    ensureSchemaExists: ({ database, name }, password) => run(database, roleStatements(name, password)),
    async migrateSchema({ database, name }, migrations) {
      const client = await poolOf(database).connect();
      let fault: Error | undefined;
      try {
        await applyMigrations(client, name, migrations);
        await client.query(afterMigrations(name));
      } catch (error) {
        fault = error as Error;
        throw error;
      } finally {
        client.release(fault);
      }
    },
    async ensureSchemaDropped({ database, name }) {
      const { rowCount } = await platform.query("select from pg_database where datname = $1", [database]);
      if (rowCount === 0) return;
      await run(database, closeRole(name));
      await platform.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = $1", [name]);
      await run(database, dropSchemaAndRole(name));
    },
    async inspectSchema({ database, name }) {
      const { rowCount } = await platform.query("select from pg_database where datname = $1", [database]);
      if (rowCount === 0) {
        ready.delete(database);
        return [`The database ${database} was missing.`];
      }
      const client = await poolOf(database).connect();
      let fault: Error | undefined;
      try {
        return await inspectSchema(client, name);
      } catch (error) {
        fault = error as Error;
        throw error;
      } finally {
        client.release(fault);
      }
    },
    async listRoles(prefix) {
      const { rows } = await platform.query<{ name: string }>(
        "select rolname as name from pg_roles where starts_with(rolname, $1) order by rolname",
        [prefix],
      );
      return rows.map(({ name }) => name);
    },
    async forgetWebsites({ database, name }, websiteIds) {
      const pool = poolOf(database);
      const { rows } = await pool.query<{ table: string }>(
        `select table_name as table from information_schema.columns
          where table_schema = $1 and column_name = 'website_id' order by table_name`,
        [name],
      );
      for (const { table } of rows) {
        const from = `${pg.escapeIdentifier(name)}.${pg.escapeIdentifier(table)}`;
        await pool.query(`delete from ${from} where website_id = any($1::uuid[])`, [websiteIds]);
      }
    },
    async check() {
      await platform.query("select 1");
    },
    tryTenantLock: (tenantId, work) => tryLock(locks, `tenant-at-work:${tenantId}`, work),
    tryLock: (name, work) => tryLock(turns, name, work),
    withTenantLock: (tenantId, work) => withLock(locks, `tenant-at-work:${tenantId}`, work),
    async close() {
      await Promise.allSettled([platform, locks, turns, ...pools.values()].map((pool) => pool.end()));
    },
  };
}

function connectPool(
  url: string,
  onError: (error: Error) => void,
  max: number,
  { connectMsMax, statementMsMax }: TenantDatabaseTimeouts,
): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(url),
    application_name: "hotswap-tenant-databases",
    max,
    connectionTimeoutMillis: connectMsMax,
    idleTimeoutMillis: 10_000,
    statement_timeout: statementMsMax,
    query_timeout: statementMsMax + 1_000,
    lock_timeout: 20_000,
    keepAlive: true,
  });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}
