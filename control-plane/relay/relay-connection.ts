import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { RelayTicket } from "#domain/contracts/index.ts";
import { StartupGate } from "./startup-gate.ts";

export interface ConnectionTimes {
  /** For connecting to the server, and again for the client's first packet. */
  readonly handshakeMsMax: number;
  /** Without a byte either way. */
  readonly idleMsMax: number;
}

/** Why a connection ended. */
export type Ending =
  | "client-ended"
  | "server-ended"
  | "idle"
  | "handshake-timeout"
  /** The client is another than its ticket says. */
  | "refused"
  | "stopped";

/** RFC 6455: all went well; the other side is going away; against the rules. */
const closeCodes: Readonly<Record<Ending, number>> = {
  "client-ended": 1000,
  idle: 1000,
  "server-ended": 1001,
  stopped: 1001,
  "handshake-timeout": 1008,
  refused: 1008,
};
/** So many bytes may wait for a slow client before the server is no longer read. */
const waitingBytesMax = 256 * 1024;
/** How long either end may take over being closed. */
const closeMsMax = 1_000;

/**
 * Carries bytes both ways, each side no faster than the other takes them, until one of them ends, nothing is said for too long, or
 * the client proves to be another than its ticket says. Then both ends are closed, and the promise resolves.
 */
export async function relayConnection(
  client: WebSocket,
  server: Socket,
  ticket: RelayTicket,
  { times, stopping }: { readonly times: ConnectionTimes; readonly stopping: AbortSignal },
): Promise<Ending> {
  const { promise, resolve: end } = Promise.withResolvers<Ending>();
  const stop = () => end("stopped");
  stopping.addEventListener("abort", stop, { once: true });
  if (stopping.aborted) stop();
  const gate = new StartupGate(ticket);
  const handshake = setTimeout(() => {
    if (!gate.hasPassed) end("handshake-timeout");
  }, times.handshakeMsMax);
  server.setTimeout(times.idleMsMax, () => end("idle"));
  carryUp(client, server, gate, end);
  carryDown(server, client, end);
  const ending = await promise;
  clearTimeout(handshake);
  stopping.removeEventListener("abort", stop);
  await Promise.all([closeServer(server), closeClient(client, ending)]);
  return ending;
}

function carryUp(client: WebSocket, server: Socket, gate: StartupGate, end: (ending: Ending) => void): void {
  client.on("message", (message: Buffer) => {
    const passed = gate.pass(message);
    if (!passed.ok) return end("refused");
    if (passed.value.length > 0 && !server.write(passed.value)) client.pause();
  });
  server.on("drain", () => client.resume());
  client.once("error", () => end("client-ended"));
  client.once("close", () => end("client-ended"));
}

function carryDown(server: Socket, client: WebSocket, end: (ending: Ending) => void): void {
  server.on("data", (chunk: Buffer) => {
    if (client.readyState !== client.OPEN) return;
    client.send(chunk, () => {
      if (server.isPaused() && client.bufferedAmount < waitingBytesMax) server.resume();
    });
    if (client.bufferedAmount >= waitingBytesMax) server.pause();
  });
  server.once("end", () => end("server-ended"));
  server.once("error", () => end("server-ended"));
  server.once("close", () => end("server-ended"));
}

/** What the client sent last, its good-bye, still goes. */
function closeServer(server: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (server.closed) return resolve();
    server.setTimeout(0);
    const timer = setTimeout(() => server.destroy(), closeMsMax);
    server.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    server.removeAllListeners("data");
    server.resume();
    server.destroySoon();
  });
}

/** What the server sent last still goes; then it is told that this is the end. */
function closeClient(client: WebSocket, ending: Ending): Promise<void> {
  return new Promise((resolve) => {
    if (client.readyState === client.CLOSED) return resolve();
    const timer = setTimeout(() => client.terminate(), closeMsMax);
    client.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    // Its answer to the close is among what was not read yet.
    client.resume();
    client.close(closeCodes[ending], ending);
  });
}
