import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { askForTls } from "./ask-for-tls.ts";
import { tlsOptions, type ServerTls } from "./server-tls.ts";

/**
 * A connection to a server of Postgres, by TLS where that is asked for, made within the time; null when it could not be, or not as
 * asked for.
 */
export async function connectServer(
  { host, port }: { readonly host: string; readonly port: number },
  tls: ServerTls,
  timeoutMs: number,
): Promise<Socket | null> {
  const sockets: Socket[] = [];
  const opened = (socket: Socket): Socket => {
    // Whoever takes the socket hears of errors by its streams.
    socket.on("error", () => {});
    sockets.push(socket);
    return socket;
  };
  const timer = setTimeout(() => destroyAll(sockets), timeoutMs);
  try {
    const plain = opened(connect({ host, port, noDelay: true, keepAlive: true }));
    await until(plain, "connect");
    if (tls.mode === "disable") return plain;
    if (await askForTls(plain)) {
      const secured = opened(connectTls({ socket: plain, ...tlsOptions(tls, host) }));
      await until(secured, "secureConnect");
      return secured;
    }
    if (tls.mode === "prefer") return plain;
    throw new Error("the server speaks no TLS");
  } catch {
    destroyAll(sockets);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function destroyAll(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

/** Throws when the socket ends before. */
function until(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error("the connection ended"));
    socket.once("close", fail);
    socket.once(event, () => {
      socket.off("close", fail);
      resolve();
    });
  });
}
