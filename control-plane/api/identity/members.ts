import type { Hono } from "hono";
import { ok } from "#domain/errors/index.ts";
import {
  changeMemberInputSchema,
  createInvitationInputSchema,
  invitationStatusSchema,
} from "#domain/identity/index.ts";
import { invitationIdSchema, personIdSchema } from "#domain/ids/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { inviteMember, listInvitations, resendInvitation, revokeInvitation } from "../../services/invitations/index.ts";
import { changeRole, getMember, listMembers, removeMember, signMemberOut } from "../../services/members/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import { tenantCall } from "../handle-call.ts";
import { listInputSchema, searchInputSchema } from "./list-input.ts";

type App = Hono<{ Variables: ControlPlaneVariables }>;
type Params = Readonly<Record<string, string>>;
const personOf = (params: Params) => personIdSchema.parse(params["personId"]);
const invitationOf = (params: Params) => invitationIdSchema.parse(params["invitationId"]);
const done = ok({ status: 204 } as const);

/** Who belongs to the caller's tenant. */
export function mountMembers(app: App, services: IdentityServices): void {
  const base = "/internal/tenant/members";
  app.get(
    base,
    tenantCall({ query: searchInputSchema }, async ({ who, query }) =>
      ok({ body: await listMembers(services.database, who.tenantId, query) }),
    ),
  );
  app.get(
    `${base}/:personId`,
    tenantCall({}, async ({ who, params }) => {
      const found = await getMember(services.database, who.tenantId, personOf(params));
      return found.ok ? ok({ body: found.value }) : found;
    }),
  );
  app.patch(
    `${base}/:personId`,
    tenantCall({ body: changeMemberInputSchema }, async ({ who, params, body }) => {
      const changed = await changeRole(services, who, personOf(params), body.role);
      if (!changed.ok) return changed;
      const found = await getMember(services.database, who.tenantId, personOf(params));
      return found.ok ? ok({ body: found.value }) : found;
    }),
  );
  app.delete(
    `${base}/:personId`,
    tenantCall({}, async ({ who, params }) => {
      const removed = await removeMember(services, who, personOf(params));
      return removed.ok ? done : removed;
    }),
  );
  app.post(
    `${base}/:personId/sign-out`,
    tenantCall({}, async ({ who, params }) => {
      const signedOut = await signMemberOut(services, who, personOf(params));
      return signedOut.ok ? done : signedOut;
    }),
  );
}

/** Who is invited to the caller's tenant. */
export function mountInvitations(app: App, services: IdentityServices): void {
  const base = "/internal/tenant/invitations";
  const query = listInputSchema.extend({ status: invitationStatusSchema.optional() });
  app.get(
    base,
    tenantCall({ query }, async ({ who, query }) =>
      ok({ body: await listInvitations(services.database, who.tenantId, query) }),
    ),
  );
  app.post(
    base,
    tenantCall({ body: createInvitationInputSchema }, async ({ who, body, headers }) => {
      const invited = await inviteMember(services, who, body, headers.get("Idempotency-Key"));
      return invited.ok ? ok({ status: 201, body: invited.value }) : invited;
    }),
  );
  app.post(
    `${base}/:invitationId/resend`,
    tenantCall({}, async ({ who, params }) => {
      const resent = await resendInvitation(services, who, invitationOf(params));
      return resent.ok ? ok({ body: resent.value }) : resent;
    }),
  );
  app.delete(
    `${base}/:invitationId`,
    tenantCall({}, async ({ who, params }) => {
      const revoked = await revokeInvitation(services, who, invitationOf(params));
      return revoked.ok ? done : revoked;
    }),
  );
}
