import { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import { createInvitationInputSchema, invitationSchema, invitationStatusSchema } from "#domain/identity/index.ts";
import { invitationIdSchema } from "#domain/ids/index.ts";
import { idListQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";
import type { Route } from "../route.ts";

const invitationPath = z.strictObject({ invitationId: invitationIdSchema });

/** Who is invited to the tenant. Accepting is done below `/auth`. */
export const invitationRoutes: readonly Route[] = [
  passOnRoute({
    method: "GET",
    path: "/tenant/invitations",
    to: "/internal/tenant/invitations",
    access: { kind: "tenant", permission: "members:read" },
    summary: "List invitations",
    query: idListQuerySchema.extend({ status: invitationStatusSchema.optional() }),
    answers: { 200: pageOf(invitationSchema) },
  }),
  passOnRoute({
    method: "POST",
    path: "/tenant/invitations",
    to: "/internal/tenant/invitations",
    access: { kind: "tenant", permission: "members:write" },
    summary: "Invite somebody by mail",
    body: createInvitationInputSchema,
    refusals: ["already-member", "already-invited", "too-many-requests", "idempotency-key-reused"],
    headers: ["Idempotency-Key"],
    answers: { 201: invitationSchema },
  }),
  passOnRoute({
    method: "POST",
    path: "/tenant/invitations/:invitationId/resend",
    to: "/internal/tenant/invitations/:invitationId/resend",
    access: { kind: "tenant", permission: "members:write" },
    summary: "Send an invitation again",
    params: invitationPath,
    refusals: ["invitation-not-found", "invitation-expired", "too-many-requests"],
    answers: { 200: invitationSchema },
  }),
  passOnRoute({
    method: "DELETE",
    path: "/tenant/invitations/:invitationId",
    to: "/internal/tenant/invitations/:invitationId",
    access: { kind: "tenant", permission: "members:write" },
    summary: "Take an invitation back",
    params: invitationPath,
    refusals: ["invitation-not-found", "invitation-expired"],
    answers: { 204: null },
  }),
];
