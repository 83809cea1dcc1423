import { asc, eq, sql } from "drizzle-orm";
import { tenantDatabases, tenantSchemas, type TenantSchemaRow } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../database/index.ts";
import type { SchemaServices } from "./context.ts";

/** With what the names of schemas begin, and of their roles. */
export const schemaPrefix = "tenant_";

const databaseName = (number: number) => `hotswap_tenants_${number}`;

/** The tenant's place: the one that it has, or else one in the first database that is not full, which is counted at once. */
export async function placeSchema(
  { owner, schemasPerDatabase }: Pick<SchemaServices, "owner" | "schemasPerDatabase">,
  tenantId: string,
): Promise<TenantSchemaRow> {
  const known = await findPlace(owner, tenantId);
  if (known !== undefined) return known;
  return withTransaction(owner, async (transaction) => {
    // One at a time, so that none is counted twice and no database is taken before its turn.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('tenant-databases', 1))`);
    const placed = await findPlace(transaction, tenantId);
    if (placed !== undefined) return placed;
    const databaseNumber = await takePlace(transaction, schemasPerDatabase);
    const name = `${schemaPrefix}${tenantId.replaceAll("-", "")}`;
    const [row] = await transaction.insert(tenantSchemas).values({ tenantId, databaseNumber, name }).returning();
    return row!;
  });
}

async function findPlace(database: Database | Transaction, tenantId: string): Promise<TenantSchemaRow | undefined> {
  const [placed] = await database.select().from(tenantSchemas).where(eq(tenantSchemas.tenantId, tenantId));
  return placed;
}

async function takePlace(transaction: Transaction, schemasPerDatabase: number): Promise<number> {
  const databases = await transaction.select().from(tenantDatabases).orderBy(asc(tenantDatabases.number));
  const number = databases.find(({ schemas }) => schemas < schemasPerDatabase)?.number ?? databases.length + 1;
  await transaction
    .insert(tenantDatabases)
    .values({ number, name: databaseName(number), schemas: 1 })
    .onConflictDoUpdate({ target: tenantDatabases.number, set: { schemas: sql`${tenantDatabases.schemas} + 1` } });
  return number;
}
