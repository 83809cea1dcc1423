import type { Database, Migration } from "../../database/index.ts";
import type { TenantDatabases } from "../../drivers/tenant-databases/index.ts";
import type { Log } from "../../log.ts";
import type { MasterKeys } from "../secrets/index.ts";

/** What tenants' schemas are made and kept with. */
export interface SchemaServices {
  /** The platform's database as its owner: requests' role may not say where a tenant's tables lie. */
  readonly owner: Database;
  readonly databases: TenantDatabases;
  readonly masterKeys: MasterKeys;
  /** Of tenants' schemas, oldest first; at least one. */
  readonly tenantMigrations: readonly Migration[];
  /** When so many schemas are in a database, the next one is taken. */
  readonly schemasPerDatabase: number;
  readonly log: Log;
}

/** The secret under which the password of a tenant's login role is kept. */
export const databasePasswordName = "database-password";
