import { and, eq } from "drizzle-orm";
import { accounts, people } from "#migrations/schema/index.ts";
import type { IdentityServices } from "./context.ts";
import { verifyNothing, verifyPassword } from "./passwords.ts";

/** What came of checking a password, to be handed to the library within a transaction: argon2 takes too long to be done there. */
export interface GivenPassword {
  readonly isRight: boolean;
  /** Says the same as long as the password is still the one that was checked. */
  readonly verifyPassword: (input: { readonly hash: string }) => Promise<boolean>;
  /** For the library's own precaution against measuring: the time was spent already. */
  readonly hashPassword: () => Promise<string>;
}

/** Checks a person's password. Takes equally long for whom there is none. */
export async function checkGivenPassword(
  { database }: Pick<IdentityServices, "database">,
  email: string,
  password: string,
): Promise<GivenPassword> {
  const [account] = await database
    .select({ password: accounts.password })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.userId))
    .where(and(eq(people.email, email), eq(accounts.providerId, "credential")));
  // Whoever has not chosen one yet has no hash.
  const stored = account?.password?.startsWith("$argon2id$") === true ? account.password : null;
  const isRight = stored === null ? await verifyNothing(password) : await verifyPassword(stored, password);
  return {
    isRight,
    verifyPassword: async ({ hash }) => isRight && hash === stored,
    hashPassword: async () => "",
  };
}
