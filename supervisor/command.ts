import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { standBack } from "./stand-back.ts";

/** A program to run, as spawn(2) needs it. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Descriptors that the program finds as 3, 4, ... */
  readonly descriptors: readonly number[];
  /** What setpriv(1) is asked for besides the death signal: another user, capabilities. */
  readonly privileges?: readonly string[];
  /** How far it stands back where processors are short, 0 to 19. */
  readonly niceness?: number;
}

let setprivFound: boolean | undefined;

/** Whether setpriv(1) is here; without it a killed supervisor leaves its processes running. */
function hasSetpriv(): boolean {
  setprivFound ??= spawnSync("setpriv", ["--version"], { stdio: "ignore" }).status === 0;
  return setprivFound;
}

/**
 * The command as it is spawned: the kernel kills it when this process ends, however that ends.
 * setpriv replaces itself by the program, so the process id is the program's.
 */
export function guardCommand(command: Command, guarded: boolean = hasSetpriv()): { file: string; args: string[] } {
  if (!guarded) return { file: command.file, args: [...command.args] };
  return {
    file: "setpriv",
    args: ["--pdeathsig", "KILL", ...(command.privileges ?? []), "--", command.file, ...command.args],
  };
}

/** Starts it in a process group of its own: Ctrl-C reaches the supervisor alone, which stops the parts in order. */
export function spawnCommand(command: Command): ChildProcess {
  const { file, args } = guardCommand(command);
  const child = spawn(file, args, {
    env: command.env,
    stdio: ["ignore", "pipe", "pipe", ...command.descriptors],
    detached: true,
  });
  if (child.pid !== undefined && command.niceness !== undefined) standBack(child.pid, command.niceness);
  return child;
}
