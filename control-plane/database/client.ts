import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Log } from "../log.ts";
import { CleanPool } from "./clean-pool.ts";
import { connectionTo } from "./tls/index.ts";

export type Database = NodePgDatabase & { readonly $client: pg.Pool };
export type Transaction = Parameters<Parameters<NodePgDatabase["transaction"]>[0]>[0];

/**
 * A pool of connections, each made when it is needed: the service starts and stays up without a database.
 * Nothing waits without end: not for a connection, a lock, a statement, nor for a server that went silent.
 */
export function connectDatabase(url: string, log: Log): Database {
  const pool = new CleanPool({
    ...connectionTo(url),
    application_name: "hotswap-control-plane",
    max: 10,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    lock_timeout: 3_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  });
  // A connection that breaks is dropped by the pool; unheard, its error would end the process: that of an idle one
  // comes by the pool, that of one between two statements of a transaction by itself.
  const heed = (error: Error) => log("database-connection-lost", { error: error.message });
  pool.on("error", heed);
  pool.on("connect", (client) => client.on("error", heed));
  const database: Database = drizzle(pool);
  // Drizzle's own keeps the connection for good when it fails to begin.
  database.transaction = async (work, config) => {
    const client = await pool.connect();
    try {
      return await drizzle(client).transaction(work, config);
    } finally {
      client.release();
    }
  };
  return database;
}
