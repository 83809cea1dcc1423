import pg from "pg";
import type { PingAnswer } from "./watchdog.ts";

/** The platform's database. */
export const database = "hotswap";

/** Healthy once the platform's database is there; it is made by the first ping that finds it missing. */
export async function pingPostgres(connection: pg.ClientConfig, timeoutMs: number): Promise<PingAnswer> {
  try {
    await query({ ...connection, database }, "select 1", timeoutMs);
    return "healthy";
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== undefined && code === missingDatabase) {
      await query({ ...connection, database: "postgres" }, `create database ${database}`, timeoutMs).catch(() => {});
    }
    // A five-character code is an answer of the server; anything else is the network's.
    return code?.length === 5 ? "busy" : "silent";
  }
}

const missingDatabase = "3D000";

async function query(config: pg.ClientConfig, sql: string, timeoutMs: number): Promise<void> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: false,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
