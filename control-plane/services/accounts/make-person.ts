import { eq } from "drizzle-orm";
import { people } from "#migrations/schema/index.ts";
import type { PlatformRole } from "#domain/access/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";

export interface NewPerson {
  readonly email: string;
  readonly name: string;
  /** Its argon2id; null for none yet. */
  readonly passwordHash: string | null;
  readonly platformRole?: PlatformRole | null;
}

/** Long enough for the library; what it would make of it is the hash that is there already. */
const standIn = "a password that was hashed before";
/** No password gives it: the person has to choose one by mail. */
const unusableHash = "$none$";

/** Makes a person of an address that was proved. The caller has locked the address and found it free. */
export async function makePerson(
  services: Pick<IdentityServices, "auth">,
  transaction: Transaction,
  { email, name, passwordHash, platformRole = null }: NewPerson,
): Promise<string> {
  const auth = await services.auth(transaction, { hashPassword: async () => passwordHash ?? unusableHash });
  const { user } = await auth.api.signUpEmail({ body: { email, name, password: standIn } });
  await transaction.update(people).set({ emailVerified: true, platformRole }).where(eq(people.id, user.id));
  return user.id;
}
