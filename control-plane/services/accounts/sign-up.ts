import { eq } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { checkPassword, type SignUpInput } from "#domain/identity/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { skeletonOf } from "#domain/tenant/index.ts";
import { people, signUps, tenants } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import { hashOfToken, hashPassword, newMailToken, type IdentityServices } from "../../identity/index.ts";
import { letters, queueMail } from "../mails/index.ts";

const signUpHours = 24;

/**
 * Takes note of someone who wants to sign up, and writes to the address. Neither the answer nor the time that it takes tells
 * whether somebody has the address already: then they are told so by mail, and nothing else happens.
 *
 * The subdomain is not kept for them: what many strangers may name is nobody's yet.
 */
export async function signUp(
  services: IdentityServices,
  input: SignUpInput,
  origin: CallOrigin,
): Promise<Result<void, "too-many-requests" | "password-refused" | "subdomain-taken">> {
  const { database, limits } = services;
  const allowed = await limits.take("sign-up-address", origin.address);
  if (!allowed.ok) return allowed;
  const good = checkPassword(input.password, input.email);
  if (!good.ok) return good;
  const [taken] = await database
    .select({ tenantId: tenants.tenantId })
    .from(tenants)
    .where(eq(tenants.subdomainSkeleton, skeletonOf(input.tenant.subdomain)));
  if (taken !== undefined) return fail("subdomain-taken", "This subdomain, or one that looks the same, is taken.");
  const mayMail = await limits.take("mail-account", input.email);
  if (!mayMail.ok) return mayMail;
  const passwordHash = await hashPassword(input.password);
  await withTransaction(database, (transaction) => noteSignUp(services, transaction, input, passwordHash));
  return ok(undefined);
}

async function noteSignUp(
  services: IdentityServices,
  transaction: Transaction,
  { email, name, tenant }: SignUpInput,
  passwordHash: string,
): Promise<void> {
  const [person] = await transaction.select({ name: people.name }).from(people).where(eq(people.email, email));
  const token = newMailToken();
  const at = services.now();
  // Also for an address that somebody has, whose token nobody learns: so it takes as long.
  await transaction.insert(signUps).values({
    signUpId: uuidV7(at),
    email,
    name,
    password: passwordHash,
    tenantName: tenant.name,
    subdomain: tenant.subdomain,
    tokenHash: hashOfToken(token),
    createdAt: new Date(at),
    expiresAt: new Date(at + signUpHours * 3_600_000),
  });
  const { appOrigin } = services;
  const content =
    person === undefined
      ? letters.verifyEmail(name, `${appOrigin}/verify-email#token=${token}`)
      : letters.accountExists(person.name, `${appOrigin}/sign-in`);
  await queueMail(services, transaction, email, content);
}
