import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import { people } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";
import { personActor } from "../../identity/index.ts";
import { recordAudit, systemActor } from "../audit/index.ts";

/** What came of signing in, how. */
export interface SignInEntry {
  readonly action: "session.begun" | "session.refused";
  readonly method: "password" | "totp" | "recovery-code" | "passkey";
}

/** Notes in the platform's log who signed in, or failed to. */
export async function recordSignIn(
  transaction: Transaction,
  { action, method }: SignInEntry,
  personId: string,
  origin: CallOrigin,
): Promise<void> {
  const [person] = await transaction.select({ name: people.name }).from(people).where(eq(people.id, personId));
  await recordAudit(transaction, {
    tenantId: platformTenantId,
    // Whoever failed need not have been that person.
    actor: action === "session.refused" ? systemActor : personActor({ personId, name: person?.name ?? "" }),
    action,
    target: { type: "person", id: personId },
    origin,
    before: null,
    after: { method },
  });
}

/**
 * Notes that somebody failed to sign in. Of an address that nobody has only a digest is kept: people type their passwords there.
 * It is noted all the same, since not to would be quicker, and could be measured.
 */
export async function recordFailedSignIn(transaction: Transaction, email: string, origin: CallOrigin): Promise<void> {
  const [person] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, email));
  const digest = createHash("sha256").update(email).digest("hex").slice(0, 16);
  await recordAudit(transaction, {
    tenantId: platformTenantId,
    actor: systemActor,
    action: "session.refused",
    target: { type: "person", id: person?.id ?? `unknown-${digest}` },
    origin,
    before: null,
    after: { method: "password" },
  });
}
