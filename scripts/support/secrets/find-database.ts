import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeDataDirectory } from "#supervisor/data-directory.ts";

export interface KeysAndDatabase {
  readonly databaseUrl: string;
  /** Null where the keys come by the environment: then whoever sets that adds new ones. */
  readonly masterKeysFile: string | null;
  readonly masterKeys: string | null;
}

/**
 * Those that the environment names, `DATABASE_URL` with `MASTER_KEYS` or `MASTER_KEYS_FILE`; else those of the platform that runs here.
 * Throws when there are none.
 */
export function findDatabase(env: Readonly<Record<string, string | undefined>>): KeysAndDatabase {
  const { DATABASE_URL, MASTER_KEYS, MASTER_KEYS_FILE } = env;
  if (DATABASE_URL !== undefined) {
    return { databaseUrl: DATABASE_URL, masterKeysFile: MASTER_KEYS_FILE ?? null, masterKeys: MASTER_KEYS ?? null };
  }
  const directory = describeDataDirectory(env.HOTSWAP_DATA || ".hotswap");
  const password = readFileSync(directory.postgresPassword, "utf8").trim();
  // The fourth line of what a running server writes there is its port.
  const port = readFileSync(join(directory.postgres, "postmaster.pid"), "utf8").split("\n")[3]!.trim();
  const databaseUrl = `postgresql://hotswap:${encodeURIComponent(password)}@127.0.0.1:${port}/hotswap`;
  return { databaseUrl, masterKeysFile: directory.masterKeys, masterKeys: null };
}
