import { platformTenantId } from "#domain/access/index.ts";
import type { CallOrigin } from "#domain/contracts/index.ts";
import type { Transaction } from "../../database/index.ts";
import { personActor, type SignedIn } from "../../identity/index.ts";
import { recordAudit } from "../audit/index.ts";

/** Notes in the platform's log how someone changed the ways in which they sign in. */
export async function recordFactor(
  transaction: Transaction,
  action: "totp.enabled" | "totp.disabled" | "recovery-codes.replaced" | "passkey.registered" | "passkey.deleted",
  { person }: SignedIn,
  target: { readonly type: string; readonly id: string },
  origin: CallOrigin,
): Promise<void> {
  const actor = personActor(person);
  await recordAudit(transaction, {
    tenantId: platformTenantId,
    actor,
    action,
    target,
    origin,
    before: null,
    after: null,
  });
}
