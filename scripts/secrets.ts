/**
 * `npm run secrets -- rotate-master | rotate-tenant ID`: gives tenants' secrets new keys, while the platform runs. Interrupted, the
 * same command goes on.
 *
 * Ends with 0 when it is done, 1 when it failed, 2 when the command makes no sense.
 */
import { ne } from "drizzle-orm";
import { connectDatabase, type Database } from "#control-plane/database/index.ts";
import {
  masterKeysInFile,
  parseMasterKeys,
  rotateMasterKey,
  rotateTenantKey,
  withDerivedKey,
  type MasterKeys,
} from "#control-plane/services/secrets/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { tenantKeys } from "#migrations/schema/index.ts";
import { addMasterKey } from "./support/secrets/add-master-key.ts";
import { findDatabase, type KeysAndDatabase } from "./support/secrets/find-database.ts";

const usage = `Usage: npm run secrets -- rotate-master
       npm run secrets -- rotate-tenant ID

  rotate-master  makes a new master key, and seals every tenant's keys by it. Where MASTER_KEYS is set, put the new key
                 behind the current one everywhere, then before it, then run this
  rotate-tenant  gives one tenant a new key, and seals its secrets by that one

  For the platform that runs here, or for DATABASE_URL with MASTER_KEYS or MASTER_KEYS_FILE; with CONTROL_PLANE_SECRET also where
  keys were set after a start without any.
`;

process.exitCode = await main(process.argv.slice(2));

async function main([verb, id, ...more]: string[]): Promise<number> {
  const tenantId = tenantIdSchema.safeParse(id);
  const isMaster = verb === "rotate-master" && id === undefined;
  const isTenant = verb === "rotate-tenant" && tenantId.success && more.length === 0;
  if (!isMaster && !isTenant) {
    console.error(usage);
    return verb === "--help" ? 0 : 2;
  }
  try {
    const found = findDatabase(process.env);
    const database = connectDatabase(found.databaseUrl, () => {});
    try {
      console.log(isMaster ? await rotateMaster(database, found) : await rotateTenant(database, found, tenantId.data!));
    } finally {
      await database.$client.end();
    }
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function keysOf({ masterKeysFile, masterKeys, secret }: KeysAndDatabase): MasterKeys {
  const keys = masterKeysFile === null ? parseMasterKeys(masterKeys ?? "") : masterKeysInFile(masterKeysFile);
  return secret === null ? keys : withDerivedKey(keys, secret);
}

async function rotateMaster(database: Database, found: KeysAndDatabase): Promise<string> {
  const { masterKeysFile } = found;
  if (masterKeysFile !== null && (await isSettled(database, keysOf(found)))) addMasterKey(masterKeysFile);
  const keys = keysOf(found);
  const count = await rotateMasterKey(database, keys);
  return `${count} tenants' keys are sealed by the master key '${keys.current().id}' now. Keep the old ones for as long as backups that need them.`;
}

/** Whether nothing is sealed by an older key: else a rotation was begun, which is to be ended first. */
async function isSettled(database: Database, keys: MasterKeys): Promise<boolean> {
  const older = await database
    .select({ number: tenantKeys.number })
    .from(tenantKeys)
    .where(ne(tenantKeys.masterKeyId, keys.current().id))
    .limit(1);
  return older.length === 0;
}

async function rotateTenant(database: Database, found: KeysAndDatabase, tenantId: string): Promise<string> {
  const { keyNumber, secrets } = await rotateTenantKey(database, keysOf(found), tenantId);
  return `${secrets} secrets are sealed by the tenant's key ${keyNumber} now.`;
}
