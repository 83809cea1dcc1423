import { and, asc, eq, gt } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { people, signUps } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { hashOfToken, newMailToken, type IdentityServices } from "../../identity/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { mayMail } from "./may-mail.ts";

/**
 * Writes once more to someone who wants to sign up; the link of the mail before is no longer good. Of several claims to the address
 * none is known to be theirs, and each has a password of its own: then they are asked to sign up anew. Answers the same for anyone,
 * and before the mail is made: what it takes to make one cannot be measured.
 */
export async function resendVerification(
  services: IdentityServices,
  email: string,
  origin: CallOrigin,
): Promise<Result<void, "too-many-requests">> {
  const allowed = await mayMail(services, email, origin);
  if (!allowed.ok) return allowed;
  void mailNewLink(services, email).catch((error: unknown) => services.log("verification-mail-not-made", { error }));
  return ok(undefined);
}

async function mailNewLink(services: IdentityServices, email: string): Promise<void> {
  const { database, now, appOrigin } = services;
  await withTransaction(database, async (transaction) => {
    const [holder] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
    if (holder !== undefined) return;
    const [waiting, another] = await transaction
      .select()
      .from(signUps)
      .where(and(eq(signUps.email, email), gt(signUps.expiresAt, new Date(now()))))
      .orderBy(asc(signUps.signUpId))
      .limit(2)
      .for("update");
    if (waiting === undefined) return;
    if (another !== undefined) {
      await queueMail(services, transaction, email, letters.signUpAnew(`${appOrigin}/sign-up`));
      return;
    }
    const token = newMailToken();
    await transaction
      .update(signUps)
      .set({ tokenHash: hashOfToken(token) })
      .where(eq(signUps.signUpId, waiting.signUpId));
    const content = letters.verifyEmail(waiting.name, `${appOrigin}/verify-email#token=${token}`);
    await queueMail(services, transaction, email, content);
  });
}
