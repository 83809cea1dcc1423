import pg from "pg";
import { connectionTo } from "../database/index.ts";

/** Connections that job queues are worked on with. Errors of every one of them are heard: unheard, one would end the process. */
export function jobPool(databaseUrl: string, connectionsMax: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(databaseUrl),
    application_name: "hotswap-jobs",
    max: connectionsMax,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
  });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}
