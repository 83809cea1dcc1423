import { and, asc, eq, gt, sql, type SQL } from "drizzle-orm";
import type { ListInput, Page } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Member } from "#domain/identity/index.ts";
import { memberships, people } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";

/** A page of a tenant's people by id, of all or of those whose name or address has the text. */
export async function listMembers(
  database: Database,
  tenantId: string,
  { limit, cursor, search }: ListInput & { readonly search?: string | undefined },
): Promise<Page<Member>> {
  const rows = await selectMembers(
    database,
    and(
      eq(memberships.tenantId, tenantId),
      cursor === undefined ? undefined : gt(memberships.personId, cursor),
      search === undefined ? undefined : hasText(search),
    ),
  )
    .orderBy(asc(memberships.personId))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(viewOf);
  return { items, cursor: rows.length > limit ? items.at(-1)!.personId : null };
}

export async function getMember(
  database: Database,
  tenantId: string,
  personId: string,
): Promise<Result<Member, "member-not-found">> {
  const [row] = await selectMembers(
    database,
    and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)),
  );
  return row === undefined ? fail("member-not-found", "The tenant has no such member.") : ok(viewOf(row));
}

/** A person whose name or address has the text: as it is, without a meaning of any character. */
export function hasText(search: string): SQL {
  return sql`position(${search.toLowerCase()} in lower(${people.name}) || ' ' || ${people.email}) > 0`;
}

function selectMembers(database: Database, where: SQL | undefined) {
  return database
    .select({
      personId: people.id,
      name: people.name,
      email: people.email,
      role: memberships.role,
      hasSecondFactor: people.twoFactorEnabled,
      memberSince: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(where);
}

function viewOf(row: Omit<Member, "memberSince"> & { readonly memberSince: Date }): Member {
  return { ...row, memberSince: row.memberSince.toISOString() };
}
