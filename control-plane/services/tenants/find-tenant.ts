import { and, eq, ne } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenants, type TenantRow } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../../database/index.ts";

const tenantNotFound = fail("tenant-not-found", "There is no tenant with this id.");

/** The tenant's row; locked until the transaction ends where it is to be changed. */
export async function findTenant(
  database: Database | Transaction,
  tenantId: string,
  purpose: "read" | "change" = "read",
): Promise<Result<TenantRow, "tenant-not-found">> {
  const query = database
    .select()
    .from(tenants)
    .where(and(eq(tenants.tenantId, tenantId), ne(tenants.tenantId, platformTenantId)));
  const [row] = await (purpose === "change" ? query.for("update") : query);
  return row === undefined ? tenantNotFound : ok(row);
}
