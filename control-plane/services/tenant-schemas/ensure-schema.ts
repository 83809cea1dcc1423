import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { tenantDatabases, tenantSchemas, type TenantSchemaRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import type { SchemaRef } from "../../drivers/tenant-databases/index.ts";
import { openSecret, sealSecret } from "../secrets/index.ts";
import { databasePasswordName, type SchemaServices } from "./context.ts";
import { placeSchema } from "./place-schema.ts";

/**
 * Sees to it that the tenant has its schema, its login role and all its tables. Each step may be repeated, so that it is gone on
 * with wherever it was cut off; to be called while nobody else works on the tenant.
 *
 * @param options.anew whatever is known of it: what was there once may be so no longer
 */
export async function ensureSchema(
  services: SchemaServices,
  tenantId: string,
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<void> {
  const { databases, tenantMigrations } = services;
  const placed = await placeSchema(services, tenantId);
  if (placed.removedAt !== null || (!anew && isCurrent(services, placed))) return;
  const schema = await refOf(services, placed);
  if (anew || placed.readyAt === null) {
    await databases.ensureDatabaseExists(schema.database);
    await databases.ensureSchemaExists(schema, await ensurePassword(services, tenantId));
  }
  await databases.migrateSchema(schema, tenantMigrations);
  await services.owner
    .update(tenantSchemas)
    .set({
      migratedTo: tenantMigrations.at(-1)!.name,
      migrationError: null,
      readyAt: sql`coalesce(${tenantSchemas.readyAt}, now())`,
    })
    .where(eq(tenantSchemas.tenantId, tenantId));
}

/** One that a newer version of this service brought further counts as well. */
function isCurrent({ tenantMigrations }: SchemaServices, { readyAt, migratedTo }: TenantSchemaRow): boolean {
  return readyAt !== null && migratedTo !== null && migratedTo >= tenantMigrations.at(-1)!.name;
}

export async function refOf(
  { owner }: Pick<SchemaServices, "owner">,
  { databaseNumber, name }: TenantSchemaRow,
): Promise<SchemaRef> {
  const [row] = await owner.select().from(tenantDatabases).where(eq(tenantDatabases.number, databaseNumber));
  return { database: row!.name, name };
}

/** Kept before the role has it: cut off in between, the role is given the same one. */
async function ensurePassword({ owner, masterKeys }: SchemaServices, tenantId: string): Promise<string> {
  const name = { tenantId, name: databasePasswordName };
  const kept = await openSecret(owner, masterKeys, name);
  if (kept !== null) return kept;
  const password = randomBytes(32).toString("base64url");
  await withTransaction(owner, (transaction) => sealSecret(transaction, masterKeys, name, password));
  return password;
}
