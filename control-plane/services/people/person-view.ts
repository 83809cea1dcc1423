import { sql } from "drizzle-orm";
import type { PersonSummary } from "#domain/identity/index.ts";
import type { PersonRow } from "#migrations/schema/index.ts";

/** To be selected with a person, to tell to how many tenants they belong. */
export const membershipCount = sql<number>`(
  select count(*)::int from platform.memberships membership where membership.person_id = people.person_id
)`;

export function personView(row: PersonRow, memberships: number): PersonSummary {
  return {
    personId: row.id,
    name: row.name,
    email: row.email,
    platformRole: row.platformRole,
    hasSecondFactor: row.twoFactorEnabled,
    createdAt: row.createdAt.toISOString(),
    memberships,
  };
}
