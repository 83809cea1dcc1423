import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Command } from "./command.ts";
import type { ProcessPlan } from "./managed-process.ts";
import { pingSocket } from "./ping.ts";
import type { WatchdogTimes } from "./watchdog.ts";

/** Path of the binary, as its package tells it. */
const workerdPath = (createRequire(import.meta.url)("workerd") as { default: string }).default;

export interface WorkerdInput {
  readonly name: string;
  /** Where the configuration is written; the bundle lies beside it. */
  readonly build: string;
  readonly config: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Unix sockets that it makes. */
  readonly sockets: readonly string[];
  /** The one of them that is pinged. */
  readonly health: string;
  readonly descriptors?: readonly number[];
  /** Sockets that are there already, by name, e.g. `http=3`: the first of `descriptors` is 3. */
  readonly inheritedSockets?: readonly string[];
  /** See `Command`. */
  readonly niceness?: number;
  readonly watchdog: WatchdogTimes;
  readonly stopMsMax: number;
}

/** A workerd of ours. Its configuration is written once; a socket left by a killed one is removed before each start. */
export function planWorkerd(input: WorkerdInput): ProcessPlan {
  const configPath = join(input.build, `${input.name}.capnp`);
  writeFileSync(configPath, input.config, { mode: 0o600 });
  return {
    name: input.name,
    prepare() {
      for (const socket of input.sockets) rmSync(socket, { force: true });
    },
    command: () => workerdCommand(input, configPath),
    ping: (timeoutMs) => pingSocket(input.health, timeoutMs),
    watchdog: input.watchdog,
    stopSignal: "SIGTERM",
    stopMsMax: input.stopMsMax,
  };
}

function workerdCommand(input: WorkerdInput, configPath: string): Command {
  const inherited = (input.inheritedSockets ?? []).map((socket) => `--socket-fd=${socket}`);
  return {
    file: workerdPath,
    args: ["serve", "--experimental", ...inherited, configPath],
    env: input.env,
    descriptors: input.descriptors ?? [],
    ...(input.niceness === undefined ? {} : { niceness: input.niceness }),
  };
}
