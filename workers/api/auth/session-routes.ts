import { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import {
  recoveryCodeInputSchema,
  sessionSchema,
  signedInSchema,
  signInInputSchema,
  tokenInputSchema,
  tokenSchema,
  totpCodeInputSchema,
  whoAmISchema,
} from "#domain/identity/index.ts";
import { sessionIdSchema } from "#domain/ids/index.ts";
import { idListQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { byCookie, cookieRefusals } from "./by-cookie.ts";

export const sessionRoutes = [
  passOnRoute({
    ...byCookie("POST", "/auth/sign-in"),
    summary: "Sign in by password",
    refusals: [...cookieRefusals, "sign-in-failed"],
    body: signInInputSchema,
    answers: { 200: signedInSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/sign-in/totp"),
    summary: "Sign in: the authenticator's code",
    refusals: [...cookieRefusals, "sign-in-failed"],
    body: totpCodeInputSchema,
    answers: { 200: signedInSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/sign-in/recovery-code"),
    summary: "Sign in: a recovery code instead of the authenticator's",
    refusals: [...cookieRefusals, "sign-in-failed"],
    body: recoveryCodeInputSchema,
    answers: { 200: signedInSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/sign-out"),
    summary: "Sign out",
    refusals: [...cookieRefusals, "unauthorized"],
    answers: { 204: null },
  }),
  passOnRoute({
    ...byCookie("GET", "/auth/session"),
    summary: "Get who is signed in, and their tenants",
    refusals: [...cookieRefusals, "unauthorized"],
    answers: { 200: whoAmISchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/token"),
    summary: "Exchange the session for an access token",
    refusals: [...cookieRefusals, "unauthorized", "tenant-not-found", "tenant-inactive"],
    body: tokenInputSchema,
    answers: { 200: tokenSchema },
  }),
  passOnRoute({
    ...byCookie("GET", "/auth/sessions"),
    summary: "List the devices on which you are signed in",
    refusals: [...cookieRefusals, "unauthorized"],
    query: idListQuerySchema,
    answers: { 200: pageOf(sessionSchema) },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/sessions/revoke-others"),
    summary: "Sign out on all other devices",
    refusals: [...cookieRefusals, "unauthorized"],
    answers: { 204: null },
  }),
  passOnRoute({
    ...byCookie("DELETE", "/auth/sessions/:sessionId"),
    summary: "Sign out on a device",
    refusals: [...cookieRefusals, "unauthorized", "session-not-found"],
    params: z.strictObject({ sessionId: sessionIdSchema }),
    answers: { 204: null },
  }),
];
