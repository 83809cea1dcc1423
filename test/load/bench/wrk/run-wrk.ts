import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a load asks for: always the same page, or pages of many websites. */
export type Target =
  | { readonly kind: "page"; readonly host: string; readonly path: string }
  /** @see websites.lua */
  | { readonly kind: "websites"; readonly hostsFile: string; readonly path: string; readonly exponent: number };

export interface Load {
  readonly port: number;
  readonly target: Target;
  readonly connections: number;
}

/** What wrk measured; times in milliseconds. */
export interface Measure {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Connections that broke, requests unanswered for 2 s, and statuses of 400 and more. */
  readonly failed: number;
}

export interface RunningLoad {
  /** Ends the load. */
  stop(): Promise<Measure>;
  /** Ends the load, if it has not ended, when nobody wants to know what it measured. */
  abandon(): void;
}

const folder = fileURLToPath(new URL(".", import.meta.url));
/** A load that is stopped has to end by itself all the same, should we be killed. */
const runningSecondsMax = 300;
/** wrk counts whole seconds; a shorter or broken time is ended by a signal. */
const spareSeconds = 2;

export async function runWrk(load: Load, seconds: number): Promise<Measure> {
  const running = startWrk(load, Math.ceil(seconds) + spareSeconds);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  return running.stop();
}

/** A load that goes on until it is stopped. Throws from `stop` when wrk could not do it. */
export function startWrk(load: Load, secondsMax = runningSecondsMax): RunningLoad {
  const child = spawn("wrk", argumentsFor(load, secondsMax), { stdio: ["ignore", "pipe", "pipe"] });
  const ended = outputOf(child);
  // Whoever stops the load hears of a failure; until then nobody does.
  ended.catch(() => {});
  return {
    async stop() {
      child.kill("SIGINT");
      return parseMeasure(await ended);
    },
    abandon: () => child.kill("SIGKILL"),
  };
}

function argumentsFor({ port, target, connections }: Load, seconds: number): string[] {
  const common = ["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`];
  const origin = `http://127.0.0.1:${port}`;
  if (target.kind === "page") {
    const script = ["--script", `${folder}report.lua`];
    return [...common, ...script, "--header", `Host: ${target.host}`, origin + target.path];
  }
  const { hostsFile, path, exponent } = target;
  return [...common, "--script", `${folder}websites.lua`, origin, "--", hostsFile, path, String(exponent)];
}

function outputOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk));
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}

function parseMeasure(output: string): Measure {
  const found = /^result (\{.*\})$/m.exec(output);
  if (found === null) throw new Error(`wrk measured nothing:\n${output}`);
  const { seconds, ...counted } = JSON.parse(found[1]!) as Omit<Measure, "requestsPerSecond"> & {
    readonly seconds: number;
  };
  return { ...counted, requestsPerSecond: counted.requests / seconds };
}
