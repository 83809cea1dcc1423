import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface CuttingProxy {
  readonly port: number;
  /** Whether it has come to the call at which it cuts. */
  readonly hasCut: boolean;
  close(): Promise<void>;
}

/** At which call the wire breaks, counted from 1: before the server has it, or once it has answered. */
export interface Cut {
  readonly call: number;
  readonly when: "unsent" | "answer-lost";
}

/**
 * Stands before a server and passes everything on, until the wire breaks; from then on nobody answers. A call is what the
 * driver writes at once.
 */
export async function startCuttingProxy(target: { host: string; port: number }, cut: Cut): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let calls = 0;
  let hasCut = false;
  const breakAll = () => {
    hasCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
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
    if (hasCut) return breakAll();
    let isLosing = false;
    client.on("data", (chunk) => {
      calls += 1;
      if (calls === cut.call && cut.when === "unsent") return breakAll();
      if (calls === cut.call) isLosing = true;
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (isLosing) breakAll();
      else client.write(chunk);
    });
  });
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

/** A server that takes connections and never says anything. */
export async function startSilentServer(): Promise<{ readonly port: number; close(): Promise<void> }> {
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
