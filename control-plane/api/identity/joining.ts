import type { Hono } from "hono";
import { z } from "zod";
import { ok } from "#domain/errors/index.ts";
import {
  acceptInvitationInputSchema,
  mailTokenInputSchema,
  signUpByInvitationInputSchema,
} from "#domain/identity/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { acceptInvitation, previewInvitation, signUpByInvitation } from "../../services/invitations/index.ts";
import { leaveTenant } from "../../services/members/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import { sessionCall, strangerCall } from "./session-call.ts";

const base = "/internal/auth";
const nothing = z.unknown();

/** Joining a tenant by invitation, and leaving one. */
export function mountJoining(app: Hono<{ Variables: ControlPlaneVariables }>, services: IdentityServices): void {
  app.post(
    `${base}/invitations/preview`,
    strangerCall(services, mailTokenInputSchema, async ({ body, origin }) => {
      const found = await previewInvitation(services, body.token, origin);
      return found.ok ? ok({ body: found.value }) : found;
    }),
  );
  app.post(
    `${base}/invitations/accept`,
    sessionCall(services, { query: nothing, body: acceptInvitationInputSchema, writes: true }, async (call) => {
      const accepted = await acceptInvitation(services, call.signedIn, call.body.token, call.origin);
      return accepted.ok ? ok({ body: accepted.value }) : accepted;
    }),
  );
  app.post(
    `${base}/invitations/sign-up`,
    strangerCall(services, signUpByInvitationInputSchema, async ({ body, origin }) => {
      const accepted = await signUpByInvitation(services, body, origin);
      return accepted.ok ? ok({ body: accepted.value }) : accepted;
    }),
  );
  app.delete(
    `${base}/memberships/:tenantId`,
    sessionCall(services, { query: nothing, body: nothing, writes: true }, async ({ signedIn, params, origin }) => {
      const left = await leaveTenant(services, signedIn, tenantIdSchema.parse(params["tenantId"]), origin);
      return left.ok ? ok({ status: 204 }) : left;
    }),
  );
}
