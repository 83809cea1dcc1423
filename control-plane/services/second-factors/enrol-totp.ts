import { fail, ok, type Result } from "#domain/errors/index.ts";
import { attempt, type IdentityServices } from "../../identity/index.ts";
import { withPassword, type FactorCall } from "./with-password.ts";

export interface Enrolment {
  readonly uri: string;
  readonly recoveryCodes: readonly string[];
}

/** Makes what an authenticator needs. It is asked for when signing in once a first code was given: see `confirmTotp`. */
export function enrolTotp(
  services: IdentityServices,
  call: FactorCall,
  password: string,
): Promise<Result<Enrolment, "second-factor-exists" | "sign-in-failed" | "too-many-requests">> {
  return withPassword(services, call, password, async ({ auth, headers }) => {
    const body = { password, method: "totp" as const };
    const tried = await attempt(() => auth.api.enableTwoFactor({ body, headers, returnHeaders: true }));
    if (!tried.ok || tried.value.method !== "totp") {
      return fail("second-factor-exists", "An authenticator is in use. Disable it before you set up another.");
    }
    return ok({ uri: tried.value.totpURI, recoveryCodes: tried.value.backupCodes });
  });
}
