import type { MasterKeys } from "../services/secrets/index.ts";
import { makeAuth } from "./auth.ts";
import type { IdentityServices } from "./context.ts";
import { readIdentityKeys, type IdentityKeys } from "./identity-keys.ts";
import { postgresLimits } from "./limits.ts";

export interface IdentityInput extends Pick<
  IdentityServices,
  "database" | "edge" | "log" | "appOrigin" | "trustedOrigins" | "provisionTenant"
> {
  readonly masterKeys: MasterKeys;
  /** How many refused calls a minute are answered as such. */
  readonly refusalsPerMinute: number;
}

/** The services of identity on the platform's database. */
export function identityServices({ masterKeys, refusalsPerMinute, ...rest }: IdentityInput): IdentityServices {
  const { database, appOrigin } = rest;
  const isSecure = appOrigin.startsWith("https://");
  let reading: Promise<IdentityKeys> | null = null;
  const keys = () => {
    reading ??= readIdentityKeys(database, masterKeys).catch((error: unknown) => {
      // Read once more when it is needed next: the database may be back then.
      reading = null;
      throw error;
    });
    return reading;
  };
  return {
    ...rest,
    keys,
    isSecure,
    limits: postgresLimits(database.$client, {
      "refused-person": refusalsPerMinute,
      "refused-address": refusalsPerMinute,
    }),
    async auth(on, hooks = {}) {
      const { authSecret } = await keys();
      return makeAuth(on, { secret: authSecret, appOrigin, isSecure }, hooks);
    },
    now: () => Date.now(),
  };
}
