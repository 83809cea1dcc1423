import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import type { ListInput, Page } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Membership, PersonSummary } from "#domain/identity/index.ts";
import { people } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { hasText, membershipsOf } from "../members/index.ts";
import { membershipCount, personView } from "./person-view.ts";

export interface ListPeopleInput extends ListInput {
  readonly search?: string | undefined;
  /** Whether to list the platform's own alone. */
  readonly ofPlatform?: boolean | undefined;
}

/** A page of all people by id, or of those whose name or address has the text. */
export async function listPeople(
  database: Database,
  { limit, cursor, search, ofPlatform = false }: ListPeopleInput,
): Promise<Page<PersonSummary>> {
  const rows = await database
    .select({ person: people, memberships: membershipCount })
    .from(people)
    .where(
      and(
        cursor === undefined ? undefined : gt(people.id, cursor),
        search === undefined ? undefined : hasText(search),
        ofPlatform ? isNotNull(people.platformRole) : undefined,
      ),
    )
    .orderBy(asc(people.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => personView(row.person, row.memberships));
  return { items, cursor: rows.length > limit ? items.at(-1)!.personId : null };
}

/** A person, and the tenants to which they belong. */
export async function getPerson(
  database: Database,
  personId: string,
): Promise<Result<PersonSummary & { readonly tenants: readonly Membership[] }, "person-not-found">> {
  const [row] = await database
    .select({ person: people, memberships: membershipCount })
    .from(people)
    .where(eq(people.id, personId));
  if (row === undefined) return fail("person-not-found", "There is no such person.");
  const belongsTo = await membershipsOf(database, personId);
  return ok({ ...personView(row.person, row.memberships), tenants: belongsTo });
}
