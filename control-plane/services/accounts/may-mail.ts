import type { CallOrigin } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { IdentityServices } from "../../identity/index.ts";

/** Whether one more mail may be asked for from this address, and for this mailbox. */
export async function mayMail(
  { limits }: Pick<IdentityServices, "limits">,
  email: string,
  origin: CallOrigin,
): Promise<Result<void, "too-many-requests">> {
  for (const limit of [await limits.take("mail-address", origin.address), await limits.take("mail-account", email)]) {
    if (!limit.ok) return limit;
  }
  return ok(undefined);
}
