import { createControlPlane } from "./api/index.ts";
import { parseConfig } from "./config.ts";
import { connectDatabase, migrate, readMigrations, untilMigrated } from "./database/index.ts";
import { closeServer, listenOnSocket } from "./listen.ts";
import { log } from "./log.ts";
import { whenParentEnds } from "./when-parent-ends.ts";

/**
 * The composition root. Listens first and sees to the database then, for as long as that takes: what needs
 * it answers 503 meanwhile. Ends on SIGTERM, SIGINT and with the process that started it.
 */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const migrations = await readMigrations(new URL("../migrations/platform/", import.meta.url));
  const stopping = new AbortController();
  const stop = (reason: string) => stopping.abort(reason);
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  whenParentEnds(() => stop("parent-ended"));

  const database = connectDatabase(config.databaseUrl, log);
  let ready = false;
  const app = createControlPlane({ database, secret: config.secret, isReady: () => ready, log });
  const server = await listenOnSocket(app.fetch, config.socketPath);
  log("listening", { socketPath: config.socketPath });

  const migrated = untilMigrated(() => migrate(config.databaseUrl, migrations), stopping.signal, log);
  migrated.then(
    () => (ready = true),
    (error: unknown) => {
      if (stopping.signal.aborted) return;
      log("database-not-usable", { error });
      process.exitCode = 1;
      stop("database-not-usable");
    },
  );

  await new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve(), { once: true }));
  log("stopping", { reason: stopping.signal.reason });
  await closeServer(server);
  await database.$client.end();
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
