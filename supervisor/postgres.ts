import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Command } from "./command.ts";
import { ensureSecretExists, type DataDirectory } from "./data-directory.ts";
import type { ProcessPlan } from "./managed-process.ts";
import { ensureClusterExists, plainEnvironment, postgresBinaries, postgresRole } from "./postgres-cluster.ts";
import { endPostgresOrphans } from "./postgres-orphans.ts";
import { database, pingPostgres } from "./postgres-ping.ts";
import { findPostgresUser, type PostgresUser } from "./postgres-user.ts";

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
  const connection = { host: "127.0.0.1", port, user: postgresRole, password };
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
  return { plan, url: `postgresql://${postgresRole}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}` };
}

function postgresCommand(data: string, port: number, user: PostgresUser | null): Command {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    // Tenants' connections come through the relay, at most 200 at a time.
    max_connections: 300,
    shared_buffers: "64MB",
    logging_collector: "off",
    password_encryption: "scram-sha-256",
  };
  return {
    file: join(postgresBinaries, "postgres"),
    args: ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    env: plainEnvironment,
    descriptors: [],
    privileges: user?.privileges ?? [],
  };
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
