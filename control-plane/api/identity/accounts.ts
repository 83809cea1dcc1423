import type { Hono } from "hono";
import { z } from "zod";
import { ok, type Result } from "#domain/errors/index.ts";
import {
  changePasswordInputSchema,
  emailOnlyInputSchema,
  mailTokenInputSchema,
  resetPasswordInputSchema,
  signUpInputSchema,
} from "#domain/identity/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import {
  changePassword,
  requestPasswordReset,
  resendVerification,
  resetPassword,
  signUp,
  verifyEmail,
} from "../../services/accounts/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import type { Answered } from "../handle-call.ts";
import { sessionCall, strangerCall } from "./session-call.ts";

const base = "/internal/auth";

/** Becoming a person, and their password. */
export function mountAccounts(app: Hono<{ Variables: ControlPlaneVariables }>, services: IdentityServices): void {
  app.post(
    `${base}/sign-up`,
    strangerCall(services, signUpInputSchema, async ({ body, origin }) =>
      accepted(await signUp(services, body, origin)),
    ),
  );
  app.post(
    `${base}/verify-email`,
    strangerCall(services, mailTokenInputSchema, async ({ body, origin }) => {
      const verified = await verifyEmail(services, body.token, origin);
      return verified.ok ? ok({ body: verified.value }) : verified;
    }),
  );
  app.post(
    `${base}/resend-verification`,
    strangerCall(services, emailOnlyInputSchema, async ({ body, origin }) =>
      accepted(await resendVerification(services, body.email, origin)),
    ),
  );
  app.post(
    `${base}/request-password-reset`,
    strangerCall(services, emailOnlyInputSchema, async ({ body, origin }) =>
      accepted(await requestPasswordReset(services, body.email, origin)),
    ),
  );
  app.post(
    `${base}/reset-password`,
    strangerCall(services, resetPasswordInputSchema, async ({ body, origin }) =>
      done(await resetPassword(services, body, origin)),
    ),
  );
  app.post(
    `${base}/change-password`,
    sessionCall(services, { query: z.unknown(), body: changePasswordInputSchema, writes: true }, async (call) =>
      done(await changePassword(services, call.signedIn, call.body, call.headers, call.origin)),
    ),
  );
}

/** Whatever came of it is told by mail. */
function accepted(result: Result<void>): Result<Answered> {
  return result.ok ? ok({ status: 202, body: { status: "accepted" } }) : result;
}

function done(result: Result<void>): Result<Answered> {
  return result.ok ? ok({ status: 204 }) : result;
}
