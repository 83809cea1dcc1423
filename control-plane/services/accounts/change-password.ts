import { and, eq, ne } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { checkPassword } from "#domain/identity/index.ts";
import { sessions } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import {
  attempt,
  checkGivenPassword,
  hashPassword,
  libraryHeaders,
  personActor,
  type IdentityServices,
  type SignedIn,
} from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";
import { letters, queueMail } from "../mails/index.ts";
import { endImpersonations, endSessions, pushAll } from "../sessions/index.ts";
import { dropChallenges, lockPerson } from "./drop-challenges.ts";

/** Chooses a new password with the one before, and signs the person out on all other devices. */
export async function changePassword(
  services: IdentityServices,
  { person, session }: SignedIn,
  input: { readonly currentPassword: string; readonly password: string },
  headers: Headers,
  origin: CallOrigin,
): Promise<Result<void, "password-refused" | "sign-in-failed" | "too-many-requests">> {
  const { limits } = services;
  const { personId, email, name } = person;
  // Before anything is counted: what is too weak tries nothing.
  const good = checkPassword(input.password, email);
  if (!good.ok) return good;
  const allowed = await limits.take("sign-in-account", email);
  if (!allowed.ok) return allowed;
  const given = await checkGivenPassword(services, email, input.currentPassword);
  if (!given.isRight) return wrong;
  const passwordHash = await hashPassword(input.password);
  const tenantIds = await withTransaction(services.database, async (transaction) => {
    await lockPerson(transaction, personId);
    const auth = await services.auth(transaction, { ...given, hashPassword: async () => passwordHash });
    const body = { currentPassword: input.currentPassword, newPassword: input.password };
    const told = libraryHeaders(headers, origin);
    const tried = await attempt(() => auth.api.changePassword({ body, headers: told, returnHeaders: true }));
    if (!tried.ok) return null;
    await dropChallenges(transaction, personId);
    const acting = { actor: personActor(person), origin };
    const others = and(eq(sessions.userId, personId), ne(sessions.id, session.sessionId));
    const ended = await endSessions(transaction, others);
    const left = await endImpersonations(transaction, personId, undefined, acting, services.now());
    await queueMail(services, transaction, email, letters.passwordChanged(name, services.appOrigin));
    await recordAudit(transaction, {
      tenantId: platformTenantId,
      ...acting,
      action: "password.changed",
      target: { type: "person", id: personId },
      before: null,
      after: null,
    });
    return [...new Set([...ended, ...left])];
  });
  if (tenantIds === null) return wrong;
  await limits.forget("sign-in-account", email);
  await pushAll(services, tenantIds);
  return ok(undefined);
}

const wrong = fail("sign-in-failed", "The current password is wrong.");
