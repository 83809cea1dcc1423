import { once } from "node:events";
import { chmodSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";

/** Longer than the edge keeps an idle connection, so that it never sends on one that is being closed here. */
const keepAliveMs = 60_000;
/** How long requests under way may take to end once the service is asked to stop. */
const drainMsMax = 2_000;

/** Listens on a unix socket that only this user may use, in place of one that a killed process left. */
export async function listenOnSocket(
  fetch: (request: Request) => Response | Promise<Response>,
  socketPath: string,
): Promise<Server> {
  const server = createAdaptorServer({ fetch }) as Server;
  server.keepAliveTimeout = keepAliveMs;
  rmSync(socketPath, { force: true });
  server.listen(socketPath);
  await once(server, "listening");
  chmodSync(socketPath, 0o600);
  return server;
}

/** Takes no more requests and waits for those under way, within bounds. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), drainMsMax);
  await closed;
  clearTimeout(timer);
}
