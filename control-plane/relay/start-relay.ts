import { once } from "node:events";
import { chmodSync, rmSync } from "node:fs";
import { createServer, STATUS_CODES, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { connectServer, type ServerTls } from "../database/index.ts";
import type { Log } from "../log.ts";
import { admitUpgrade } from "./admit-upgrade.ts";
import { Places, type PlaceLimits } from "./places.ts";
import { relayConnection, type ConnectionTimes } from "./relay-connection.ts";

export interface RelayInput {
  /** Path of the unix socket to listen on. */
  readonly socketPath: string;
  /** Shared with Tenant objects, which sign tickets with it. */
  readonly secret: string;
  /** The servers that connections may be made to, each `host:port`. */
  readonly servers: ReadonlySet<string>;
  /** How connections to them are kept from being read. */
  readonly tls: ServerTls;
  readonly limits: PlaceLimits & ConnectionTimes & { readonly messageBytesMax: number };
  readonly log: Log;
}

export interface Relay {
  /** Connections at the moment. */
  readonly connections: number;
  /** Ends every connection and takes no more. */
  close(): Promise<void>;
}

export const relayLimits: RelayInput["limits"] = {
  connectionsMax: 200,
  // As many as a tenant's role may have.
  perTenantMax: 4,
  handshakeMsMax: 5_000,
  // Longer than any statement may take, and than the Tenant object keeps a connection that it does not use.
  idleMsMax: 30_000,
  messageBytesMax: 4_000_000,
};

/**
 * Lets Tenant objects, whose runtime has no way out but to what it is bound to, speak to their databases: WebSockets on a unix socket
 * that only this user may use, each carried to one of the configured servers. Whoever connects shows a ticket for a tenant's own role
 * and database, and is held to it; the role's password is between it and the server.
 */
export async function startRelay({ socketPath, secret, servers, tls, limits, log }: RelayInput): Promise<Relay> {
  const places = new Places(limits);
  const stopping = new AbortController();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytesMax, perMessageDeflate: false });

  const connect = async (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const admission = await admitUpgrade(request, { secret, servers });
    if ("status" in admission) return refuse(socket, admission.status);
    const { ticket } = admission;
    const giveBack = places.take(ticket.tenantId);
    if (giveBack === null) return refuse(socket, 429);
    try {
      const server = await connectServer(placeOf(ticket.server), tls, limits.handshakeMsMax);
      if (server === null) return refuse(socket, 503);
      if (socket.destroyed || stopping.signal.aborted) return void server.destroy();
      const client = await upgrade(sockets, request, socket, head);
      if (client === null) return void server.destroy();
      const ending = await relayConnection(client, server, ticket, { times: limits, stopping: stopping.signal });
      if (ending === "refused") log("relay-refused-startup", { tenantId: ticket.tenantId });
    } finally {
      giveBack();
    }
  };

  const http = createServer((_, response) => response.writeHead(426, { Upgrade: "websocket" }).end());
  http.headersTimeout = limits.handshakeMsMax;
  http.on("upgrade", (request, socket: Socket, head) => {
    socket.on("error", () => socket.destroy());
    connect(request, socket, head).catch((error: unknown) => {
      log("relay-failed", { error });
      socket.destroy();
    });
  });
  rmSync(socketPath, { force: true });
  http.listen(socketPath);
  await once(http, "listening");
  chmodSync(socketPath, 0o600);
  return {
    get connections() {
      return places.taken;
    },
    async close() {
      stopping.abort();
      const closed = once(http, "close");
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

/** @param server `host:port` */
function placeOf(server: string): { readonly host: string; readonly port: number } {
  const { hostname, port } = new URL(`tcp://${server}`);
  return { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/** Null for what is no WebSocket's upgrade: the library answers it, and closes the socket. */
function upgrade(
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    const none = () => resolve(null);
    socket.once("close", none);
    sockets.handleUpgrade(request, socket, head, (client) => {
      socket.off("close", none);
      resolve(client);
    });
  });
}

/** Before the upgrade, as HTTP: nothing was begun, so that the call may be made again. */
function refuse(socket: Socket, status: 401 | 403 | 404 | 405 | 429 | 503): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n`,
  );
}
