import { sql } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, type FailureCode, type Result } from "#domain/errors/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import {
  checkGivenPassword,
  libraryHeaders,
  type Auth,
  type IdentityServices,
  type SignedIn,
} from "../../identity/index.ts";

/** A call of someone who is signed in, with their cookies. */
export interface FactorCall {
  readonly signedIn: SignedIn;
  readonly headers: Headers;
  readonly origin: CallOrigin;
}

/** The library at work within a transaction, and what it is to be told of the call. */
export interface FactorWork {
  readonly auth: Auth;
  readonly transaction: Transaction;
  readonly headers: Headers;
}

/** Does something that asks for the password once more: the session may have been left open somewhere. */
export async function withPassword<Value, Code extends FailureCode>(
  services: IdentityServices,
  { signedIn, headers, origin }: FactorCall,
  password: string,
  work: (work: FactorWork) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | "sign-in-failed" | "too-many-requests">> {
  const { email } = signedIn.person;
  const allowed = await services.limits.take("sign-in-account", email);
  if (!allowed.ok) return allowed;
  const given = await checkGivenPassword(services, email, password);
  if (!given.isRight) return fail("sign-in-failed", "The password is wrong.");
  await services.limits.forget("sign-in-account", email);
  return withTransaction(services.database, async (transaction) => {
    await lockPerson(transaction, signedIn.person.personId);
    const auth = await services.auth(transaction, given);
    return work({ auth, transaction, headers: libraryHeaders(headers, origin) });
  });
}

/** Whoever changes a person's factors takes turns: the library would otherwise make two of what there is one of. */
async function lockPerson(transaction: Transaction, personId: string): Promise<void> {
  await transaction.execute(sql`select 1 from platform.people where person_id = ${personId}::uuid for no key update`);
}
