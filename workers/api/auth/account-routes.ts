import { z } from "zod";
import {
  changePasswordInputSchema,
  emailOnlyInputSchema,
  mailTokenInputSchema,
  resetPasswordInputSchema,
  signUpInputSchema,
  verifiedSchema,
} from "#domain/identity/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { byCookie, cookieRefusals } from "./by-cookie.ts";

/** Said whether or not there is anybody with the address: what came of it is told by mail. */
const acceptedSchema = z.object({ status: z.literal("accepted") });

export const accountRoutes = [
  passOnRoute({
    ...byCookie("POST", "/auth/sign-up"),
    summary: "Sign up, with a tenant on the Free tier",
    refusals: [...cookieRefusals, "password-refused", "subdomain-taken"],
    body: signUpInputSchema,
    answers: { 202: acceptedSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/verify-email"),
    summary: "Confirm an address with the token of a mail",
    refusals: [...cookieRefusals, "link-expired"],
    body: mailTokenInputSchema,
    answers: { 200: verifiedSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/resend-verification"),
    summary: "Ask for another mail to confirm an address",
    refusals: [...cookieRefusals],
    body: emailOnlyInputSchema,
    answers: { 202: acceptedSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/request-password-reset"),
    summary: "Ask for a mail to choose a new password",
    refusals: [...cookieRefusals],
    body: emailOnlyInputSchema,
    answers: { 202: acceptedSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/reset-password"),
    summary: "Choose a new password with the token of a mail",
    refusals: [...cookieRefusals, "link-expired", "password-refused"],
    body: resetPasswordInputSchema,
    answers: { 204: null },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/change-password"),
    summary: "Choose a new password with the current one",
    refusals: [...cookieRefusals, "unauthorized", "sign-in-failed", "password-refused"],
    body: changePasswordInputSchema,
    answers: { 204: null },
  }),
];
