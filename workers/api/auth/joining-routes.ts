import { z } from "zod";
import {
  acceptInvitationInputSchema,
  invitationPreviewSchema,
  mailTokenInputSchema,
  signUpByInvitationInputSchema,
} from "#domain/identity/index.ts";
import { personIdSchema, tenantIdSchema } from "#domain/ids/index.ts";
import { passOnRoute } from "../pass-on-route.ts";
import { byCookie, cookieRefusals } from "./by-cookie.ts";

const acceptedSchema = z.object({ personId: personIdSchema, tenantId: tenantIdSchema });

export const joiningRoutes = [
  passOnRoute({
    ...byCookie("POST", "/auth/invitations/preview"),
    summary: "See what an invitation is to, by the token of its mail",
    refusals: [...cookieRefusals, "invitation-expired"],
    body: mailTokenInputSchema,
    answers: { 200: invitationPreviewSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/invitations/accept"),
    summary: "Accept an invitation, signed in",
    refusals: [...cookieRefusals, "unauthorized", "invitation-expired", "already-member"],
    body: acceptInvitationInputSchema,
    answers: { 200: acceptedSchema },
  }),
  passOnRoute({
    ...byCookie("POST", "/auth/invitations/sign-up"),
    summary: "Accept an invitation by signing up",
    refusals: [...cookieRefusals, "invitation-expired", "already-member", "email-taken", "password-refused"],
    body: signUpByInvitationInputSchema,
    answers: { 200: acceptedSchema },
  }),
  passOnRoute({
    ...byCookie("DELETE", "/auth/memberships/:tenantId"),
    summary: "Leave a tenant",
    refusals: [...cookieRefusals, "unauthorized", "member-not-found", "last-owner"],
    params: z.strictObject({ tenantId: tenantIdSchema }),
    answers: { 204: null },
  }),
];
