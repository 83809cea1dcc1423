import type { Membership, Person, Session } from "#domain/identity/index.ts";
import type { IdentityServices, SignedIn } from "../../identity/index.ts";
import { membershipsOf } from "../members/index.ts";

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
  const belongsTo = await membershipsOf(database, person.personId);
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
