import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

export interface HostileServer {
  readonly port: number;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const bomb = gzipSync(Buffer.alloc(50_000_000));

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const answers: Readonly<Record<string, Answer>> = {
  "/plain": (response) => response.end("plain bytes"),
  "/gzip": (response) => {
    response.setHeader("Content-Encoding", "gzip");
    response.end(gzipSync("plain bytes"));
  },
  "/loop": (response) => redirect(response, "/loop"),
  "/once": (response) => redirect(response, "/plain"),
  "/bomb": (response) => {
    response.setHeader("Content-Encoding", "gzip");
    response.end(bomb);
  },
  "/endless": (response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64_000)));
    };
    response.on("drain", more);
    more();
  },
  "/drip": (response) => {
    const timer = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(timer));
  },
  "/stalled": (response) => void response.write("the beginning"),
  "/silent": () => {},
  "/long": (response) => {
    response.setHeader("Content-Length", "900000000");
    response.write("short");
  },
  "/short": (response) => {
    response.setHeader("Content-Length", "100");
    response.write("only so much");
    setImmediate(() => response.destroy());
  },
  "/missing": (response) => {
    response.statusCode = 404;
    response.end("not here");
  },
  "/empty": (response) => response.end(),
};

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location });
  response.end();
}

/** A server that answers in all the ways that a fetcher of files must bear. `/to?<address>` redirects there. */
export async function startHostileServer(): Promise<HostileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [path, query = ""] = request.url!.split("?");
    asked.push(path!);
    if (path === "/to") redirect(response, decodeURIComponent(query));
    else (answers[path!] ?? answers["/missing"]!)(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
