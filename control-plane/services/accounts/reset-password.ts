import { and, eq, gt, sql } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { checkPassword } from "#domain/identity/index.ts";
import { people, sessions, verifications } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { attempt, hashPassword, personActor, storedResetName, type IdentityServices } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { endImpersonations, endSessions, pushAll } from "../sessions/index.ts";
import { dropChallenges, lockPerson } from "./drop-challenges.ts";

const expired = fail("link-expired", "This link is no longer good. Ask for another mail.");

/** Chooses a new password with the token of a mail, and signs the person out everywhere. This link and others like it are void then. */
export async function resetPassword(
  services: IdentityServices,
  { token, password }: { readonly token: string; readonly password: string },
  origin: CallOrigin,
): Promise<Result<void, "link-expired" | "password-refused" | "too-many-requests">> {
  const allowed = await services.limits.take("link-address", origin.address);
  if (!allowed.ok) return allowed;
  const holder = await holderOf(services, token);
  if (holder === null) return expired;
  const good = checkPassword(password, holder.email);
  if (!good.ok) return good;
  const passwordHash = await hashPassword(password);
  const tenantIds = await withTransaction(services.database, async (transaction) => {
    await lockPerson(transaction, holder.id);
    const auth = await services.auth(transaction, { hashPassword: async () => passwordHash });
    const tried = await attempt(async () => ({
      response: await auth.api.resetPassword({ body: { token, newPassword: password } }),
    }));
    if (!tried.ok) return null;
    await dropChallenges(transaction, holder.id);
    const acting = { actor: personActor({ personId: holder.id, name: holder.name }), origin };
    const ended = await endSessions(transaction, eq(sessions.userId, holder.id));
    const left = await endImpersonations(transaction, holder.id, undefined, acting, services.now());
    await queueMail(services, transaction, holder.email, letters.passwordChanged(holder.name, services.appOrigin));
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      ...acting,
      action: "password.reset",
      target: { type: "person", id: holder.id },
      before: null,
      after: null,
    });
    return [...new Set([...ended, ...left])];
  });
  if (tenantIds === null) return expired;
  await services.limits.forget("sign-in-account", holder.email);
  await pushAll(services, tenantIds);
  return ok(undefined);
}

/** Whose token it is; null for one that is spent or too old. */
async function holderOf({ database }: Pick<IdentityServices, "database">, token: string) {
  const [holder] = await database
    .select({ id: people.id, name: people.name, email: people.email })
    .from(verifications)
    .innerJoin(people, sql`${people.id}::text = ${verifications.value}`)
    .where(and(eq(verifications.identifier, storedResetName(token)), gt(verifications.expiresAt, new Date())));
  return holder ?? null;
}
