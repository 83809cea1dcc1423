import type { Hono } from "hono";
import { z } from "zod";
import { ok, type Result } from "#domain/errors/index.ts";
import {
  recoveryCodeInputSchema,
  signInInputSchema,
  tokenInputSchema,
  totpCodeInputSchema,
} from "#domain/identity/index.ts";
import { sessionIdSchema } from "#domain/ids/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { exchangeSession } from "../../services/access-tokens/index.ts";
import {
  listSessions,
  revokeOtherSessions,
  revokeSession,
  signIn,
  signInBySecondFactor,
  signOut,
  whoAmI,
  type SignInOutcome,
} from "../../services/sessions/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import type { Answered } from "../handle-call.ts";
import { listInputSchema } from "./list-input.ts";
import { sessionCall, strangerCall } from "./session-call.ts";

const base = "/internal/auth";
const nothing = z.unknown();

/** Signing in and out, and what a session is good for. */
export function mountSessions(app: Hono<{ Variables: ControlPlaneVariables }>, services: IdentityServices): void {
  app.post(
    `${base}/sign-in`,
    strangerCall(services, signInInputSchema, async ({ body, headers, origin }) =>
      signedIn(await signIn(services, body, headers, origin)),
    ),
  );
  app.post(
    `${base}/sign-in/totp`,
    strangerCall(services, totpCodeInputSchema, async ({ body, headers, origin }) =>
      signedIn(await signInBySecondFactor(services, { method: "totp", ...body }, headers, origin)),
    ),
  );
  app.post(
    `${base}/sign-in/recovery-code`,
    strangerCall(services, recoveryCodeInputSchema, async ({ body, headers, origin }) =>
      signedIn(await signInBySecondFactor(services, { method: "recovery-code", ...body }, headers, origin)),
    ),
  );
  app.post(
    `${base}/sign-out`,
    sessionCall(services, { query: nothing, body: nothing, writes: true }, async ({ signedIn, headers, origin }) =>
      ok({ status: 204, cookies: await signOut(services, signedIn, headers, origin) }),
    ),
  );
  app.get(
    `${base}/session`,
    sessionCall(services, { query: nothing, body: nothing, writes: false }, async ({ signedIn }) =>
      ok({ body: await whoAmI(services, signedIn) }),
    ),
  );
  app.post(
    `${base}/token`,
    sessionCall(services, { query: nothing, body: tokenInputSchema, writes: true }, async (call) => {
      const issued = await exchangeSession(services, call.signedIn, call.body.tenantId, call.origin);
      return issued.ok ? ok({ body: issued.value }) : issued;
    }),
  );
  app.get(
    `${base}/sessions`,
    sessionCall(services, { query: listInputSchema, body: nothing, writes: false }, async ({ signedIn, query }) =>
      ok({ body: await listSessions(services, signedIn, query) }),
    ),
  );
  app.post(
    `${base}/sessions/revoke-others`,
    sessionCall(services, { query: nothing, body: nothing, writes: true }, async ({ signedIn, origin }) => {
      await revokeOtherSessions(services, signedIn, origin);
      return ok({ status: 204 });
    }),
  );
  app.delete(
    `${base}/sessions/:sessionId`,
    sessionCall(services, { query: nothing, body: nothing, writes: true }, async ({ signedIn, params, origin }) => {
      const sessionId = sessionIdSchema.parse(params["sessionId"]);
      const revoked = await revokeSession(services, signedIn, sessionId, origin);
      return revoked.ok ? ok({ status: 204 }) : revoked;
    }),
  );
}

function signedIn(outcome: Result<SignInOutcome>): Result<Answered> {
  return outcome.ok ? ok({ body: outcome.value.signedIn, cookies: outcome.value.cookies }) : outcome;
}
