import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "./cutting-proxy.ts";
import { startServerProcess } from "./server-process.ts";

export interface TestRedis {
  readonly port: number;
  /** Of the user who may do everything. */
  readonly password: string;
  readonly url: string;
  /** Of the process that runs, or ran last. */
  readonly pid: number;
  /** Ends it, its keys with it, and starts it on the same files. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A real server of its own, whose users are kept in a file. */
export async function startRedis(options: { readonly aclFile?: boolean } = {}): Promise<TestRedis> {
  const directory = mkdtempSync(join(tmpdir(), "hotswap-redis-"));
  const port = await findFreePort();
  const password = "administrator-of-tests";
  const aclFile = join(directory, "users.acl");
  writeFileSync(aclFile, `user default on >${password} ~* &* +@all\n`);
  const users = (options.aclFile ?? true) ? ["--aclfile", aclFile] : ["--requirepass", password];
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", directory, "--save", "", ...users];
  let server = await startServerProcess("redis-server", args, port);
  return {
    port,
    password,
    get pid() {
      return server.pid;
    },
    url: `redis://default:${password}@127.0.0.1:${port}`,
    async restart() {
      await server.stop();
      server = await startServerProcess("redis-server", args, port);
    },
    async stop() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
