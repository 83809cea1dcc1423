import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eventually } from "./eventually.ts";

const script = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));

/** The command behind `npm start`, as a process of its own. */
export interface StartCommand {
  readonly pid: number;
  /** All that it printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Resolves with the port once it says that it runs; fails when it ends before that. */
  running(): Promise<number>;
}

/** @param env without PORT it takes a free one */
export function runStartCommand(dataDirectory: string, env: Readonly<Record<string, string>> = {}): StartCommand {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, HOTSWAP_EDGES: "1", PORT: "0", ...env, HOTSWAP_DATA: dataDirectory },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let hasEnded = false;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("close", (code, signal) => {
      hasEnded = true;
      resolve(code ?? signal ?? 0);
    });
  });
  return {
    pid: child.pid!,
    output: () => output,
    kill: (signal) => child.kill(signal),
    ended,
    async running() {
      await eventually(
        "the platform runs",
        () => {
          if (hasEnded) throw new Error(`it ended: ${output}`);
          return output.includes("HotSwap runs");
        },
        60_000,
      );
      const { urls } = JSON.parse(readFileSync(join(dataDirectory, "local.json"), "utf8")) as {
        urls: { sites: { url: string }[] };
      };
      return Number(new URL(urls.sites[0]!.url).port);
    },
  };
}
