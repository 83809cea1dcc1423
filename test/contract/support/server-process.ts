import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { eventually } from "#test/support/eventually.ts";

/** A server that a test started. */
export interface ServerProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const stopMsMax = 10_000;

/** Starts a program and waits until it listens on the port; fails with what it said when it ends before. */
export async function startServerProcess(file: string, args: readonly string[], port: number): Promise<ServerProcess> {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  }
  const failed = once(child, "error");
  failed.catch(() => {});
  await eventually(
    `${file} listens`,
    () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${file} ended: ${said}`);
      return isListening(port);
    },
    30_000,
  );
  return { pid: child.pid!, stop: () => stopProcess(child) };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close");
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
  await ended;
  clearTimeout(killer);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
