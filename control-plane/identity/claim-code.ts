import { and, eq, isNull, lt, or } from "drizzle-orm";
import { symmetricDecrypt } from "better-auth/crypto";
import { twoFactors } from "#migrations/schema/index.ts";
import type { Transaction } from "../database/index.ts";
import type { Auth } from "./auth.ts";
import { timeStepOf } from "./time-step.ts";

/** What is handed to the library in place of a code that is not good, or no more: it counts what is wrong. */
const wrongCode = "wrong";

/**
 * Takes a code of a person's authenticator for good, within the transaction that lets them in by it: none of its time step or one
 * before is taken after. Of two that bring one code at a time the second waits for the first, and finds it used.
 *
 * @returns what the library is to verify: the code, or a wrong one in place of one that may not be taken
 */
export async function claimCode(
  transaction: Transaction,
  auth: Auth,
  personId: string,
  code: string,
  now: number,
): Promise<string> {
  const own = eq(twoFactors.userId, personId);
  const [factor] = await transaction.select({ secret: twoFactors.secret }).from(twoFactors).where(own);
  if (factor === undefined) return code;
  const { secretConfig } = await auth.$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: factor.secret });
  const step = timeStepOf(secret, code, now);
  if (step === null) return wrongCode;
  const unused = or(isNull(twoFactors.lastTimeStep), lt(twoFactors.lastTimeStep, step));
  const claimed = await transaction
    .update(twoFactors)
    .set({ lastTimeStep: step })
    .where(and(own, unused))
    .returning({ id: twoFactors.id });
  return claimed.length > 0 ? code : wrongCode;
}
