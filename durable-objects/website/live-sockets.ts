import type { LiveMessage } from "#domain/contracts/index.ts";
import type { WebsiteRecord } from "./website-store.ts";

/** The most sockets that one website holds open. */
const socketsMax = 10_000;

/**
 * The sockets of `/_hotswap/live`: hibernating, so that an idle one costs no memory. Each is told of every
 * swap after it is durable, and none is closed by one: only by the end of the website's being served.
 */
export class LiveSockets {
  readonly #ctx: DurableObjectState;
  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  get count(): number {
    return this.#ctx.getWebSockets().length;
  }

  accept(record: WebsiteRecord): Response {
    if (this.count >= socketsMax) {
      return new Response("Too many live connections to this website.\n", {
        status: 503,
        headers: { "Retry-After": "30" },
      });
    }
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    send(server, { type: "hello", activeReleaseId: record.activeReleaseId, version: record.version });
    return new Response(null, { status: 101, webSocket: client });
  }

  closeAll(): void {
    for (const socket of this.#ctx.getWebSockets()) socket.close(1001, "the website is not available at present");
  }

  announce(record: WebsiteRecord): void {
    for (const socket of this.#ctx.getWebSockets()) {
      send(socket, { type: "release-activated", activeReleaseId: record.activeReleaseId, version: record.version });
    }
  }
}

/** A socket whose visitor is gone throws on sending; its closing is reported to the object by itself. */
function send(socket: WebSocket, message: LiveMessage): void {
  try {
    socket.send(JSON.stringify(message));
  } catch {
    socket.close(1011, "the connection is lost");
  }
}
