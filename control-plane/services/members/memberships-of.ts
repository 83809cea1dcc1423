import { asc, eq } from "drizzle-orm";
import { membershipsMax, type Membership } from "#domain/identity/index.ts";
import { memberships, tenants } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";

/** The tenants to which a person belongs, by name. */
export function membershipsOf(database: Database, personId: string): Promise<readonly Membership[]> {
  return database
    .select({
      tenantId: tenants.tenantId,
      name: tenants.name,
      subdomain: tenants.subdomain,
      status: tenants.status,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.tenantId, memberships.tenantId))
    .where(eq(memberships.personId, personId))
    .orderBy(asc(tenants.name), asc(tenants.tenantId))
    .limit(membershipsMax);
}
