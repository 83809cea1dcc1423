import { asc, eq } from "drizzle-orm";
import { membershipsMax, type Membership, type Person, type Session } from "#domain/identity/index.ts";
import { memberships, tenants } from "#migrations/schema/index.ts";
import type { IdentityServices, SignedIn } from "../../identity/index.ts";

export interface WhoAmI {
  readonly person: Person;
  readonly session: Session;
  readonly memberships: readonly Membership[];
}

/** Who is signed in, and to which tenants they belong. */
export async function whoAmI(
  { database }: Pick<IdentityServices, "database">,
  { person, session }: SignedIn,
): Promise<WhoAmI> {
  const belongsTo = await database
    .select({
      tenantId: tenants.tenantId,
      name: tenants.name,
      subdomain: tenants.subdomain,
      status: tenants.status,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.tenantId, memberships.tenantId))
    .where(eq(memberships.personId, person.personId))
    .orderBy(asc(tenants.name), asc(tenants.tenantId))
    .limit(membershipsMax);
  const { personId, name, email, platformRole, hasSecondFactor, createdAt } = person;
  return {
    person: { personId, name, email, platformRole, hasSecondFactor, createdAt: createdAt.toISOString() },
    session: {
      sessionId: session.sessionId,
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.updatedAt.toISOString(),
      expiresAt: session.expiresAt.toISOString(),
      address: session.address,
      userAgent: session.userAgent,
      isCurrent: true,
    },
    memberships: belongsTo.filter(({ status }) => status !== "deleted"),
  };
}
