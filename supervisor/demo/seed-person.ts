import { z } from "zod";
import { personSummarySchema } from "#domain/identity/index.ts";
import { describeAnswer, problemCodeOf, type ApiClient } from "./api-client.ts";
import type { DemoPerson } from "./demo-tenants.ts";
import { expectAnswer } from "./expect-answer.ts";

const foundSchema = z.object({ items: z.array(personSummarySchema) });

/**
 * Makes a person who can sign in at once, as the platform does for people whose address it vouches for. Whoever has the address
 * already stays as they are, also if they were removed from the tenant. May be repeated after any interruption: a person
 * and their membership come to be in one transaction.
 *
 * @param platform acts for the platform as a whole
 */
export async function seedPerson(
  platform: ApiClient,
  person: DemoPerson,
  tenantId: string | null,
  password: string,
): Promise<void> {
  const { name, email, role, platformRole } = person;
  if (await exists(platform, email)) return;
  const memberships = tenantId === null ? [] : [{ tenantId, role }];
  const body = { name, email, password, platformRole, memberships };
  const answer = await platform.call({ method: "POST", path: "/admin/people", body });
  if (answer.status === 201 || problemCodeOf(answer) === "email-taken") return;
  throw new Error(`${email} could not be made: ${describeAnswer(answer)}`);
}

/** Asked first: making a person hashes a password, which is slow on purpose. */
async function exists(platform: ApiClient, email: string): Promise<boolean> {
  const path = `/admin/people?search=${encodeURIComponent(email)}`;
  const { items } = await expectAnswer(platform, { method: "GET", path }, [200], foundSchema);
  return items.some((person) => person.email === email);
}
