import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";

export interface CuttingProxy {
  readonly port: number;
  /** Whether it has come to the call at which it cuts. */
  readonly hasCut: boolean;
  close(): Promise<void>;
}

/**
 * What befalls a call, counted from 1: the wire breaks before the server has it, or once it has answered; or somebody else answers so in the
 * server's place.
 */
export type Cut = { readonly call: number } & (
  | { readonly when: "unsent" | "answer-lost" }
  | { readonly when: "answered"; readonly answer: string }
);

/** A server behind the proxy. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** Where it speaks TLS: what it proves itself by, so that the proxy can. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/**
 * Stands before a server and passes everything on, until the wire breaks; from then on nobody answers, unless that one call was answered in its
 * place. A call is what the driver writes at once.
 */
export async function startCuttingProxy(target: Target, cut: Cut): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let calls = 0;
  let hasCut = false;
  const breakAll = () => {
    hasCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const serve = (client: Socket) => {
    const upstream = open(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.once("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    if (hasCut && cut.when !== "answered") return breakAll();
    let isLosing = false;
    client.on("data", (chunk) => {
      calls += 1;
      if (calls === cut.call && cut.when === "unsent") return breakAll();
      if (calls === cut.call && cut.when === "answered") {
        hasCut = true;
        client.end(cut.answer);
        return;
      }
      if (calls === cut.call) isLosing = true;
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (isLosing) breakAll();
      else client.write(chunk);
    });
  };
  const server = listener(target, serve);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get hasCut() {
      return hasCut;
    },
    async close() {
      breakAll();
      server.close();
      await once(server, "close");
    },
  };
}

/** Passes everything on, answers later than they come. */
export async function startSlowProxy(
  target: Target,
  delayMs: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = listener(target, (client) => {
    const upstream = open(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk) => upstream.write(chunk));
    upstream.on("data", (chunk) => setTimeout(() => client.writable && client.write(chunk), delayMs));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function listener({ tls }: Target, serve: (client: Socket) => void) {
  return tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
}

/** The proxy is the one who is trusted here: it stands on the same machine. */
function open({ host, port, tls }: Target): Socket {
  return tls === undefined ? connect(port, host) : connectTls({ port, host, ca: tls.cert });
}

/** A server that takes connections and never says anything. */
export async function startSilentServer(): Promise<{
  readonly port: number;
  /** Resolves when the next one connects. */
  connected(): Promise<void>;
  close(): Promise<void>;
}> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.resume();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async connected() {
      await once(server, "connection");
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A port of this machine that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const server = await startSilentServer();
  await server.close();
  return server.port;
}
