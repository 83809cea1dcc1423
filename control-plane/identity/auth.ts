import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import { passwordCharactersMax, passwordCharactersMin } from "#domain/identity/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { accounts, passkeys, people, sessions, twoFactors, verifications } from "#migrations/schema/index.ts";
import type { Database, Transaction } from "../database/index.ts";
import { hashOfToken } from "./tokens.ts";

export interface AuthSettings {
  /** Signs cookies and seals second factors: 32 random bytes in base64url. */
  readonly secret: string;
  /** Where people are, e.g. `https://app.example.com`: its host name is what passkeys are bound to. */
  readonly appOrigin: string;
  /** Whether cookies are for HTTPS alone. */
  readonly isSecure: boolean;
}

/** What only the verb that calls the library can say. */
export interface AuthHooks {
  /** Takes the place of hashing: the hash is made before the transaction begins. */
  readonly hashPassword?: (password: string) => Promise<string>;
  readonly verifyPassword?: (input: { readonly hash: string; readonly password: string }) => Promise<boolean>;
  readonly onResetToken?: (user: { readonly id: string }, token: string) => Promise<void>;
}

export type Auth = ReturnType<typeof makeAuth>;

const daySeconds = 86_400;
const sessionDays = 30;
export const resetMinutes = 30;
const resetPrefix = "reset-password:";

/**
 * Under which name the library keeps a token of choosing a new password. It has no prefix: the library takes a name as it is
 * kept as well, so that one with its prefix could be given for a token.
 */
export function storedResetName(token: string): string {
  return hashOfToken(`${resetPrefix}${token}`);
}

/**
 * The library that keeps people, sessions, passwords, second factors and passkeys, at work within one transaction (half a
 * millisecond to make): what it writes commits with what the verb writes. None of its own HTTP routes is reachable.
 */
export function makeAuth(database: Database | Transaction, settings: AuthSettings, hooks: AuthHooks = {}) {
  const { hostname } = new URL(settings.appOrigin);
  const never = () => Promise.reject(new Error("a password was to be hashed within a transaction"));
  return betterAuth({
    appName: "HotSwap",
    baseURL: settings.appOrigin,
    secret: settings.secret,
    trustedOrigins: [settings.appOrigin],
    database: drizzleAdapter(database, {
      provider: "pg",
      schema: {
        user: people,
        session: sessions,
        account: accounts,
        verification: verifications,
        twoFactor: twoFactors,
        passkey: passkeys,
      },
    }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // The verbs limit what is tried, by address and by account.
    rateLimit: { enabled: false },
    user: { additionalFields: { platformRole: { type: "string", required: false, input: false } } },
    session: { expiresIn: sessionDays * daySeconds, updateAge: daySeconds, freshAge: daySeconds },
    verification: {
      // A job removes what is over.
      disableCleanup: true,
      // Whoever reads the table alone is to choose nobody's password.
      storeIdentifier: { default: "plain", overrides: { [resetPrefix]: { hash: async (name) => hashOfToken(name) } } },
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: passwordCharactersMin,
      maxPasswordLength: passwordCharactersMax * 4,
      resetPasswordTokenExpiresIn: resetMinutes * 60,
      password: { hash: hooks.hashPassword ?? never, verify: hooks.verifyPassword ?? never },
      async sendResetPassword({ user, token }) {
        await hooks.onResetToken?.(user, token);
      },
    },
    advanced: {
      cookiePrefix: settings.isSecure ? "__Host-hotswap" : "hotswap",
      // The library would put `__Secure-` before names; the attribute is what counts.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: settings.isSecure, httpOnly: true, sameSite: "lax", path: "/" },
      database: { generateId: () => uuidV7(Date.now()) },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({ issuer: "HotSwap", accountLockout: { maxFailedAttempts: 10, durationSeconds: 900 } }),
      passkey({
        rpID: hostname,
        rpName: "HotSwap",
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        authentication: {
          // A passkey stands for both factors, so that whoever holds the device is asked who they are.
          async afterVerification({ verification }) {
            if (!verification.authenticationInfo.userVerified) throw new APIError("UNAUTHORIZED");
          },
        },
      }),
    ],
  });
}

/** In which header the library is told whence a call came. */
export const addressHeader = "x-hotswap-address";
