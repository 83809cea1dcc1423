import { fail, ok, type Result } from "#domain/errors/index.ts";
import { attempt, type IdentityServices } from "../../identity/index.ts";
import { recordFactor } from "./record-factor.ts";
import { withPassword, type FactorCall } from "./with-password.ts";

/** Makes new recovery codes; those before are no longer good. */
export async function replaceRecoveryCodes(
  services: IdentityServices,
  call: FactorCall,
  password: string,
): Promise<Result<readonly string[], "no-second-factor" | "sign-in-failed" | "too-many-requests">> {
  const { person } = call.signedIn;
  return withPassword(services, call, password, async ({ auth, transaction, headers }) => {
    const body = { password };
    const tried = await attempt(() => auth.api.generateBackupCodes({ body, headers, returnHeaders: true }));
    if (!tried.ok) return fail("no-second-factor", "No authenticator is in use.");
    const target = { type: "person", id: person.personId };
    await recordFactor(transaction, "recovery-codes.replaced", call.signedIn, target, call.origin);
    return ok(tried.value.backupCodes);
  });
}
