import { and, count, eq } from "drizzle-orm";
import type { TenantRole } from "#domain/access/index.ts";
import { memberships } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";

/** A person's role in a tenant; null for who does not belong to it. */
export async function roleIn(transaction: Transaction, tenantId: string, personId: string): Promise<TenantRole | null> {
  const [row] = await transaction
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)));
  return row?.role ?? null;
}

/** Whether a tenant has one owner or none. The caller has locked its members. */
export async function hasOneOwner(transaction: Transaction, tenantId: string): Promise<boolean> {
  const [row] = await transaction
    .select({ count: count() })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "owner")));
  return (row?.count ?? 0) <= 1;
}
