import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openListeningSocket } from "#supervisor/listening-socket.ts";
import { openLogFile } from "#supervisor/log-file.ts";
import { ManagedProcess, type ProcessPlan } from "#supervisor/managed-process.ts";

/** Processes that accept from one listening socket, as edges do. */
export interface ServerGroup {
  readonly port: number;
  /** Processor time that they have used so far, in milliseconds. */
  processorMs(): number;
  stop(): Promise<void>;
}

const healthyMsMax = 20_000;

/**
 * Starts processes on a new listening socket, and resolves once all of them answer.
 *
 * @param plan given the socket's descriptor
 */
export async function startServerGroup(
  logs: string,
  plan: (listeningFd: number) => readonly ProcessPlan[],
): Promise<ServerGroup> {
  const socket = openListeningSocket("127.0.0.1", 0);
  const complain = (sentence: string) => console.error(sentence);
  const processes = plan(socket.fd).map((each) => {
    return new ManagedProcess(each, { logFile: openLogFile(join(logs, `bench-${each.name}.log`)), complain });
  });
  const stop = async () => {
    await Promise.all(processes.map((process) => process.stop()));
    socket.close();
  };
  try {
    for (const process of processes) process.start();
    await Promise.all(processes.map((process) => process.untilHealthy(healthyMsMax)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port: socket.port,
    processorMs: () => processes.reduce((sum, { pid }) => sum + (pid === null ? 0 : readProcessorMs(pid)), 0),
    stop,
  };
}

/** The kernel counts in hundredths of a second, for all architectures that Node runs on. */
const tickMs = 10;

/** @see proc_pid_stat(5): user and system time are the 14th and 15th field; the second may hold spaces. */
function readProcessorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}
