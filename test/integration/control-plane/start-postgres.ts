import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeDataDirectory, ensureDataDirectoryExists } from "#supervisor/data-directory.ts";
import { openLogFile } from "#supervisor/log-file.ts";
import { ManagedProcess } from "#supervisor/managed-process.ts";
import { planPostgres } from "#supervisor/postgres.ts";

export interface TestPostgres {
  readonly url: string;
  /** `SIGKILL` ends it at once, without a word to anybody. */
  kill(signal: NodeJS.Signals): void;
  /** Null while it is being started again. */
  readonly pid: number | null;
  /** Resolves once it answers; one that was killed is started again by itself. */
  untilHealthy(): Promise<void>;
  /** Ends every connection and the server; resolves once the next one answers. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A real server of its own, its data in a new directory; not started before `start`. */
export async function preparePostgres(): Promise<TestPostgres & { start(): Promise<void> }> {
  const root = mkdtempSync(join(tmpdir(), "hotswap-test-"));
  const directory = describeDataDirectory(root);
  ensureDataDirectoryExists(directory);
  const { plan, url } = await planPostgres(directory);
  const logFile = openLogFile(join(directory.logs, "postgres.log"));
  const server = new ManagedProcess(plan, { logFile, complain: () => {} });
  return {
    url,
    async start() {
      server.start();
      await server.untilHealthy(40_000);
    },
    get pid() {
      return server.pid;
    },
    kill: (signal) => server.kill(signal),
    untilHealthy: () => server.untilHealthy(40_000),
    async restart() {
      await server.restart();
      await server.untilHealthy(40_000);
    },
    async stop() {
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export async function startPostgres(): Promise<TestPostgres> {
  const postgres = await preparePostgres();
  await postgres.start();
  return postgres;
}
