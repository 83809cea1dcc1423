import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenantDatabases, tenantSchemas } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import type { TenantDatabases } from "../../drivers/tenant-databases/index.ts";
import { openSecret, type MasterKeys } from "../secrets/index.ts";
import { databasePasswordName } from "./context.ts";

/** How a tenant's own tables are reached, as its role. */
export interface TenantDatabase {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Of the schema and of the role. */
  readonly role: string;
  readonly password: string;
}

/** For the tenant's object alone. Fails with `tenant-unavailable` while the schema is being made, or when it is gone. */
export async function findTenantDatabase(
  {
    database,
    databases,
    masterKeys,
  }: {
    readonly database: Database;
    readonly databases: Pick<TenantDatabases, "server">;
    readonly masterKeys: MasterKeys;
  },
  tenantId: string,
): Promise<Result<TenantDatabase, "tenant-unavailable">> {
  const [row] = await database
    .select({ role: tenantSchemas.name, database: tenantDatabases.name })
    .from(tenantSchemas)
    .innerJoin(tenantDatabases, eq(tenantDatabases.number, tenantSchemas.databaseNumber))
    .where(
      and(eq(tenantSchemas.tenantId, tenantId), isNotNull(tenantSchemas.readyAt), isNull(tenantSchemas.removedAt)),
    );
  const password = await openSecret(database, masterKeys, { tenantId, name: databasePasswordName });
  if (row === undefined || password === null) {
    return fail("tenant-unavailable", "The tenant's tables are not there, or not there yet.");
  }
  return ok({ ...databases.server, ...row, password });
}
