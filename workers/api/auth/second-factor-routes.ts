import { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import {
  passkeyOptionsSchema,
  passkeySchema,
  passwordOnlyInputSchema,
  recoveryCodesSchema,
  registerPasskeyInputSchema,
  signedInSchema,
  totpCodeInputSchema,
  totpEnrolmentSchema,
  usePasskeyInputSchema,
} from "#domain/identity/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { byCookie, cookieRefusals } from "./by-cookie.ts";

export const totpRoutes = [
  passOnRoute({
    ...byCookie("POST", "/auth/totp"),
    summary: "Set up an authenticator",
    refusals: [...cookieRefusals, "unauthorized", "sign-in-failed", "second-factor-exists"],
    body: passwordOnlyInputSchema,
    answers: { 200: totpEnrolmentSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/totp/verify"),
    summary: "Put the authenticator in force with its first code",
    refusals: [...cookieRefusals, "unauthorized", "sign-in-failed", "no-second-factor"],
    body: totpCodeInputSchema,
    answers: { 204: null },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/totp/disable"),
    summary: "Sign in without an authenticator from now on",
    refusals: [...cookieRefusals, "unauthorized", "sign-in-failed", "no-second-factor"],
    body: passwordOnlyInputSchema,
    answers: { 204: null },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/recovery-codes"),
    summary: "Replace the recovery codes",
    refusals: [...cookieRefusals, "unauthorized", "sign-in-failed", "no-second-factor"],
    body: passwordOnlyInputSchema,
    answers: { 200: recoveryCodesSchema },
  }),
];

export const passkeyRoutes = [
  passOnRoute({
    ...byCookie("GET", "/auth/passkeys"),
    summary: "List your passkeys",
    refusals: [...cookieRefusals, "unauthorized"],
    answers: { 200: pageOf(passkeySchema) },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/passkeys/options"),
    summary: "Get what the browser needs to make a passkey",
    refusals: [...cookieRefusals, "unauthorized"],
    answers: { 200: passkeyOptionsSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/passkeys"),
    summary: "Register the passkey that the browser made",
    refusals: [...cookieRefusals, "unauthorized", "too-many-passkeys"],
    body: registerPasskeyInputSchema,
    answers: { 201: passkeySchema },
  }),
  passOnRoute({
    ...byCookie("DELETE", "/auth/passkeys/:passkeyId"),
    summary: "Forget a passkey",
    refusals: [...cookieRefusals, "unauthorized", "passkey-not-found"],
    params: z.strictObject({ passkeyId: z.uuid().toLowerCase() }),
    answers: { 204: null },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/sign-in/passkey/options"),
    summary: "Sign in: get what the browser needs to ask for a passkey",
    refusals: [...cookieRefusals],
    answers: { 200: passkeyOptionsSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/sign-in/passkey"),
    summary: "Sign in by passkey",
    refusals: [...cookieRefusals, "sign-in-failed"],
    body: usePasskeyInputSchema,
    answers: { 200: signedInSchema },
  }),
];
