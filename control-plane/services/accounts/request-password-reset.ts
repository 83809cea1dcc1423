import { eq } from "drizzle-orm";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { people } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { resetMinutes, type IdentityServices } from "../../identity/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { mayMail } from "./may-mail.ts";

/**
 * Writes to an address how to choose a new password. Answers the same for an address that nobody has, and before the mail is
 * made: what it takes to make one cannot be measured.
 */
export async function requestPasswordReset(
  services: IdentityServices,
  email: string,
  origin: CallOrigin,
): Promise<Result<void, "too-many-requests">> {
  const allowed = await mayMail(services, email, origin);
  if (!allowed.ok) return allowed;
  void mailResetLink(services, email).catch((error: unknown) => services.log("reset-mail-not-made", { error }));
  return ok(undefined);
}

async function mailResetLink(services: IdentityServices, email: string): Promise<void> {
  const { database, appOrigin } = services;
  await withTransaction(database, async (transaction) => {
    const [person] = await transaction.select({ name: people.name }).from(people).where(eq(people.email, email));
    if (person === undefined) return;
    const auth = await services.auth(transaction, {
      async onResetToken(_, token) {
        const content = letters.resetPassword(person.name, `${appOrigin}/reset-password#token=${token}`, resetMinutes);
        await queueMail(services, transaction, email, content);
      },
    });
    await auth.api.requestPasswordReset({ body: { email } });
  });
}
