import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Platform, PlatformOptions } from "#supervisor/index.ts";

const script = fileURLToPath(new URL("platform-process.ts", import.meta.url));

export type PlatformProcessOptions = Pick<PlatformOptions, "dataDirectory" | "edges" | "port">;

/** Asks the process to kill one of its parts and to answer once that is back. */
export interface PlatformRequest {
  readonly id: number;
  readonly kill: string;
}

/** A platform whose supervisor is another process. */
export interface PlatformProcess extends Pick<Platform, "port" | "token" | "urls"> {
  /** Kills a part with SIGKILL, or the `supervisor`, and resolves once it is back, started again where needed. */
  kill(name: string): Promise<void>;
  stop(): Promise<void>;
}

type Started = Pick<Platform, "port" | "token" | "urls"> & { readonly type: "started" };
type Back = { readonly type: "back"; readonly id: number; readonly error: string | null };

/** How long a start may take, and stopping, in milliseconds. */
const startMsMax = 60_000;
const stopMsMax = 20_000;

/**
 * Its port has to be outside the range from which the system takes ports for outgoing connections: otherwise one of
 * the load client's may have it while the platform is down. So it is 8787 or the next free one.
 */
export async function startPlatformProcess(options: Omit<PlatformProcessOptions, "port">): Promise<PlatformProcess> {
  let child = forkPlatform(options);
  const { port, token, urls } = await started(child);
  let requests = 0;
  return {
    port,
    token,
    urls,
    async kill(name) {
      if (name !== "supervisor") return killPart(child, name, ++requests);
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      child = forkPlatform({ ...options, port });
      const again = await started(child);
      if (again.urls.api !== urls.api) throw new Error(`The API moved from ${urls.api} to ${again.urls.api}.`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit", { signal: AbortSignal.timeout(stopMsMax) });
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function forkPlatform(options: PlatformProcessOptions): ChildProcess {
  return fork(script, [JSON.stringify(options)], { stdio: ["ignore", "ignore", "pipe", "ipc"], serialization: "json" });
}

/** Fails with what the process said when it ends before it has started. */
async function started(child: ChildProcess): Promise<Started> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  const signal = AbortSignal.timeout(startMsMax);
  const message = once(child, "message", { signal }).then(([value]) => value as Started);
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`The platform ended with code ${code} instead of starting: ${said}`);
  });
  return Promise.race([message, ended]);
}

function killPart(child: ChildProcess, kill: string, id: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("The supervisor ended by itself."));
    const listen = (message: Back) => {
      if (message.type !== "back" || message.id !== id) return;
      child.off("message", listen).off("exit", ended);
      if (message.error === null) resolve();
      else reject(new Error(message.error));
    };
    child.on("message", listen).once("exit", ended);
    child.send({ id, kill } satisfies PlatformRequest);
  });
}
