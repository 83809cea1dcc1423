import type { Hono } from "hono";
import { z } from "zod";
import { ok } from "#domain/errors/index.ts";
import {
  passwordOnlyInputSchema,
  registerPasskeyInputSchema,
  totpCodeInputSchema,
  usePasskeyInputSchema,
} from "#domain/identity/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import {
  confirmTotp,
  deletePasskey,
  disableTotp,
  enrolTotp,
  listPasskeys,
  offerPasskey,
  registerPasskey,
  replaceRecoveryCodes,
} from "../../services/second-factors/index.ts";
import { offerPasskeySignIn, signInByPasskey } from "../../services/sessions/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import { sessionCall, strangerCall } from "./session-call.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;
const base = "/internal/auth";
const nothing = z.unknown();
const withPassword = { query: nothing, body: passwordOnlyInputSchema, writes: true } as const;

/** The authenticator's codes, and those in place of them. */
export function mountTotp(app: App, services: IdentityServices): void {
  app.post(
    `${base}/totp`,
    sessionCall(services, withPassword, async (call) => {
      const enrolled = await enrolTotp(services, call, call.body.password);
      return enrolled.ok ? ok({ body: enrolled.value }) : enrolled;
    }),
  );
  app.post(
    `${base}/totp/verify`,
    sessionCall(services, { query: nothing, body: totpCodeInputSchema, writes: true }, async (call) => {
      const confirmed = await confirmTotp(services, call, call.body.code);
      return confirmed.ok ? ok({ status: 204, cookies: confirmed.value }) : confirmed;
    }),
  );
  app.post(
    `${base}/totp/disable`,
    sessionCall(services, withPassword, async (call) => {
      const disabled = await disableTotp(services, call, call.body.password);
      return disabled.ok ? ok({ status: 204, cookies: disabled.value }) : disabled;
    }),
  );
  app.post(
    `${base}/recovery-codes`,
    sessionCall(services, withPassword, async (call) => {
      const replaced = await replaceRecoveryCodes(services, call, call.body.password);
      return replaced.ok ? ok({ body: { recoveryCodes: replaced.value } }) : replaced;
    }),
  );
}

/** Passkeys, and signing in by one. */
export function mountPasskeys(app: App, services: IdentityServices): void {
  app.get(
    `${base}/passkeys`,
    sessionCall(services, { query: nothing, body: nothing, writes: false }, async (call) =>
      ok({ body: { items: await listPasskeys(services, call), cursor: null } }),
    ),
  );
  app.post(
    `${base}/passkeys/options`,
    sessionCall(services, { query: nothing, body: nothing, writes: true }, async (call) => {
      const offered = await offerPasskey(services, call);
      return offered.ok ? ok({ body: offered.value.options, cookies: offered.value.cookies }) : offered;
    }),
  );
  app.post(
    `${base}/passkeys`,
    sessionCall(services, { query: nothing, body: registerPasskeyInputSchema, writes: true }, async (call) => {
      const registered = await registerPasskey(services, call, call.body);
      return registered.ok ? ok({ status: 201, body: registered.value }) : registered;
    }),
  );
  app.delete(
    `${base}/passkeys/:passkeyId`,
    sessionCall(services, { query: nothing, body: nothing, writes: true }, async (call) => {
      const deleted = await deletePasskey(services, call, z.uuid().parse(call.params["passkeyId"]));
      return deleted.ok ? ok({ status: 204 }) : deleted;
    }),
  );
  app.post(
    `${base}/sign-in/passkey/options`,
    strangerCall(services, nothing, async ({ headers, origin }) => {
      const offered = await offerPasskeySignIn(services, headers, origin);
      return offered.ok ? ok({ body: offered.value.options, cookies: offered.value.cookies }) : offered;
    }),
  );
  app.post(
    `${base}/sign-in/passkey`,
    strangerCall(services, usePasskeyInputSchema, async ({ body, headers, origin }) => {
      const outcome = await signInByPasskey(services, body.credential, headers, origin);
      return outcome.ok ? ok({ body: outcome.value.signedIn, cookies: outcome.value.cookies }) : outcome;
    }),
  );
}
