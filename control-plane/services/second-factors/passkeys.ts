import { asc, count, eq } from "drizzle-orm";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { passkeysMax, type Passkey, type NewCredential } from "#domain/identity/index.ts";
import { passkeys, type PasskeyRow } from "#migrations/schema/index.ts";
import { withTransaction } from "../../database/index.ts";
import { attempt, libraryHeaders, type IdentityServices } from "../../identity/index.ts";
import { recordFactor } from "./record-factor.ts";
import type { FactorCall } from "./with-password.ts";

/** All passkeys of a person, oldest first: there are at most `passkeysMax`. */
export async function listPasskeys(services: IdentityServices, { signedIn }: FactorCall): Promise<readonly Passkey[]> {
  const rows = await services.database
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, signedIn.person.personId))
    .orderBy(asc(passkeys.id))
    .limit(passkeysMax);
  return rows.map(viewOf);
}

/** What the browser needs to make a passkey; good for five minutes, for someone who signed in within the last day. */
export async function offerPasskey(
  services: IdentityServices,
  { headers, origin }: FactorCall,
): Promise<Result<{ readonly options: object; readonly cookies: readonly string[] }, "forbidden">> {
  const auth = await services.auth(services.database);
  const told = libraryHeaders(headers, origin);
  const tried = await attempt(() =>
    auth.api.generatePasskeyRegistrationOptions({ headers: told, query: {}, returnHeaders: true }),
  );
  return tried.ok
    ? ok({ options: tried.value, cookies: tried.cookies })
    : fail("forbidden", "You signed in too long ago for this. Sign in again.");
}

/** Keeps the passkey that the browser made of what it was offered. */
export async function registerPasskey(
  services: IdentityServices,
  { signedIn, headers, origin }: FactorCall,
  { name, credential }: { readonly name?: string | undefined; readonly credential: NewCredential },
): Promise<Result<Passkey, "invalid-request" | "too-many-passkeys">> {
  const { personId } = signedIn.person;
  return withTransaction(services.database, async (transaction) => {
    const [held] = await transaction.select({ count: count() }).from(passkeys).where(eq(passkeys.userId, personId));
    if ((held?.count ?? 0) >= passkeysMax) return fail("too-many-passkeys", `Keep at most ${passkeysMax} passkeys.`);
    const auth = await services.auth(transaction);
    const body = { response: credential, ...(name === undefined ? {} : { name }) };
    const told = libraryHeaders(headers, origin);
    const tried = await attempt(() => auth.api.verifyPasskeyRegistration({ body, headers: told, returnHeaders: true }));
    if (!tried.ok) return fail("invalid-request", "body.credential: does not answer what was offered last.");
    await recordFactor(transaction, "passkey.registered", signedIn, { type: "passkey", id: tried.value.id }, origin);
    const [row] = await transaction.select().from(passkeys).where(eq(passkeys.id, tried.value.id));
    return ok(viewOf(row!));
  });
}

/** Forgets a passkey. Fails with `passkey-not-found`, also for another person's. */
export async function deletePasskey(
  services: IdentityServices,
  { signedIn, headers, origin }: FactorCall,
  passkeyId: string,
): Promise<Result<void, "passkey-not-found">> {
  return withTransaction(services.database, async (transaction) => {
    const auth = await services.auth(transaction);
    const told = libraryHeaders(headers, origin);
    const body = { id: passkeyId };
    const tried = await attempt(() => auth.api.deletePasskey({ body, headers: told, returnHeaders: true }));
    if (!tried.ok) return fail("passkey-not-found", "You have no such passkey.");
    await recordFactor(transaction, "passkey.deleted", signedIn, { type: "passkey", id: passkeyId }, origin);
    return ok(undefined);
  });
}

function viewOf(row: PasskeyRow): Passkey {
  const createdAt = row.createdAt?.toISOString() ?? null;
  return { passkeyId: row.id, name: row.name, isBackedUp: row.backedUp, createdAt };
}
