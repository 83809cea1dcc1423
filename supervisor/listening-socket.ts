import { spawnSync } from "node:child_process";
import net from "node:net";
import { SupervisorError } from "./supervisor-error.ts";

/** A TCP socket in listening state whose connections any process with the descriptor may accept. */
export interface ListeningSocket {
  readonly fd: number;
  readonly port: number;
  close(): void;
}

/** The part of Node's TCP handle that is used here. */
interface TcpHandle {
  readonly fd: number;
  getsockname(out: { port?: number }): number;
  close(): void;
}

/** The port without one being asked for, and how many after it are tried. */
const portDefault = 8787;
const portsTried = 100;

/**
 * @param port the only port to take, 0 for any; undefined for 8787 or the next free one
 * Fails with a SupervisorError when none can be had.
 */
export function openListeningSocket(address: string, port: number | undefined): ListeningSocket {
  if (port !== undefined) {
    const socket = tryListen(address, port);
    if (socket !== null) return socket;
    throw new SupervisorError(`Port ${port} is taken. Choose another with PORT, or leave PORT out to take a free one.`);
  }
  for (let candidate = portDefault; candidate < portDefault + portsTried; candidate += 1) {
    const socket = tryListen(address, candidate);
    if (socket !== null) return socket;
  }
  throw new SupervisorError(
    `No port from ${portDefault} to ${portDefault + portsTried - 1} is free. Choose one with PORT.`,
  );
}

/** The API's own socket: the port after the sites', or any that is free. */
export function openApiSocket(address: string, sitesPort: number): ListeningSocket {
  return (sitesPort < 65_535 ? tryListen(address, sitesPort + 1) : null) ?? openListeningSocket(address, 0);
}

/**
 * Binds here without polling, so that this process never accepts a connection, and puts the shared socket in
 * listening state from a child that ends: listen(2) acts on the socket, whoever calls it.
 */
function tryListen(address: string, port: number): ListeningSocket | null {
  const handle = bindHandle(address, port);
  if (handle === null) return null;
  const name: { port?: number } = {};
  // A bind that failed is told here: libuv keeps the error for later.
  if (handle.getsockname(name) !== 0 || name.port === undefined || !listen(handle.fd)) {
    handle.close();
    return null;
  }
  return { fd: handle.fd, port: name.port, close: () => handle.close() };
}

function bindHandle(address: string, port: number): TcpHandle | null {
  const { _createServerHandle: create } = net as unknown as {
    _createServerHandle(address: string, port: number, family: 4, fd: -1): TcpHandle | number;
  };
  const handle = create(address, port, 4, -1);
  return typeof handle === "number" ? null : handle;
}

function listen(fd: number): boolean {
  const script =
    "const s = require('node:net').createServer(); s.on('error', () => process.exit(1)); s.listen({ fd: 3, backlog: 4096 }, () => process.exit(0))";
  return (
    spawnSync(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "ignore", fd], timeout: 10_000 })
      .status === 0
  );
}
