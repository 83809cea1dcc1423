import { connect, type Socket } from "node:net";

/** A connection to one of the configured servers, made within the time; null when it could not be. @param server `host:port` */
export function connectServer(server: string, timeoutMs: number): Promise<Socket | null> {
  const { hostname, port } = new URL(`tcp://${server}`);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port),
    noDelay: true,
    keepAlive: true,
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(new Error("it took too long")), timeoutMs);
    socket.once("error", () => {
      clearTimeout(timer);
      resolve(null);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      // Whoever takes the socket hears of later ones by its streams.
      socket.on("error", () => {});
      resolve(socket);
    });
  });
}
