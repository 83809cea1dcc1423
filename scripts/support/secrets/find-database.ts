import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeDataDirectory } from "#supervisor/data-directory.ts";

export interface KeysAndDatabase {
  readonly databaseUrl: string;
  /** Null where the keys come by the environment: then whoever sets that adds new ones. */
  readonly masterKeysFile: string | null;
  readonly masterKeys: string | null;
  /** The control plane's, which a key is derived from; null where it is not known. */
  readonly secret: string | null;
}

/**
 * Those that the environment names, `DATABASE_URL` with `MASTER_KEYS` or `MASTER_KEYS_FILE`; else those of the platform that runs here,
 * whose keys the environment may name all the same. Throws when there are none.
 */
export function findDatabase(env: Readonly<Record<string, string | undefined>>): KeysAndDatabase {
  // Empty ones count as left out, as they do for the platform.
  const masterKeysFile = env.MASTER_KEYS_FILE || null;
  const masterKeys = env.MASTER_KEYS || null;
  const secret = env.CONTROL_PLANE_SECRET || null;
  if (env.DATABASE_URL) return { databaseUrl: env.DATABASE_URL, masterKeysFile, masterKeys, secret };
  const directory = describeDataDirectory(env.HOTSWAP_DATA || ".hotswap");
  const password = readFileSync(directory.postgresPassword, "utf8").trim();
  // The fourth line of what a running server writes there is its port.
  const port = readFileSync(join(directory.postgres, "postmaster.pid"), "utf8").split("\n")[3]!.trim();
  const databaseUrl = `postgresql://hotswap:${encodeURIComponent(password)}@127.0.0.1:${port}/hotswap`;
  const ownFile = masterKeys === null ? directory.masterKeys : null;
  return { databaseUrl, masterKeysFile: masterKeysFile ?? ownFile, masterKeys, secret };
}
