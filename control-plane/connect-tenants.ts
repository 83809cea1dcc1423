import type { Config } from "./config.ts";
import { connectDatabase, readMigrations, type Database } from "./database/index.ts";
import type { TenantEdge } from "./drivers/edge/index.ts";
import { postgresTenantDatabases } from "./drivers/tenant-databases/index.ts";
import { log } from "./log.ts";
import type { TenantServices } from "./services/tenants/index.ts";

/** What tenants are made and kept with, the real ones. */
export async function connectTenants(
  config: Config,
  database: Database,
  edge: TenantEdge,
): Promise<{ readonly tenants: TenantServices; close(): Promise<unknown> }> {
  const owner = connectDatabase(config.databaseUrl, log);
  const databases = postgresTenantDatabases(config.databaseUrl, (error) =>
    log("database-connection-lost", { error: error.message }),
  );
  const tenants: TenantServices = {
    database,
    owner,
    databases,
    edge,
    log,
    masterKeys: config.masterKeys,
    tenantMigrations: await readMigrations(new URL("../migrations/tenant/", import.meta.url)),
    schemasPerDatabase: config.schemasPerDatabase,
    graceSeconds: config.tenantGraceSeconds,
  };
  return { tenants, close: () => Promise.allSettled([databases.close(), owner.$client.end()]) };
}
