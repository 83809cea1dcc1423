import { sql } from "drizzle-orm";
import type { Context } from "hono";
import type { ControlPlaneServices } from "./context.ts";

/**
 * `GET /health`, for anyone who reaches the socket: 200 when requests can be served, 503 while the database
 * is away. Either way the process itself is well, and restarting it would not help.
 */
export function getHealth({ database, isReady }: ControlPlaneServices) {
  return async (context: Context): Promise<Response> => {
    const reachable =
      isReady() &&
      (await database.execute(sql`select 1`).then(
        () => true,
        () => false,
      ));
    return reachable
      ? context.json({ status: "ok", database: "ok" })
      : context.json({ status: "degraded", database: "unavailable" }, 503, { "Retry-After": "1" });
  };
}
