import { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import { changeMemberInputSchema, memberSchema } from "#domain/identity/index.ts";
import { personIdSchema } from "#domain/ids/index.ts";
import { searchListQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";
import type { Route } from "../route.ts";

const memberPath = z.strictObject({ personId: personIdSchema });
const outranking = ["member-not-found", "last-owner"] as const;

/** Who belongs to the tenant, and as what. */
export const memberRoutes: readonly Route[] = [
  passOnRoute({
    method: "GET",
    path: "/tenant/members",
    to: "/internal/tenant/members",
    access: { kind: "tenant", permission: "members:read" },
    summary: "List members",
    query: searchListQuerySchema,
    answers: { 200: pageOf(memberSchema) },
  }),
  passOnRoute({
    method: "GET",
    path: "/tenant/members/:personId",
    to: "/internal/tenant/members/:personId",
    access: { kind: "tenant", permission: "members:read" },
    summary: "Get a member",
    params: memberPath,
    refusals: ["member-not-found"],
    answers: { 200: memberSchema },
  }),
  passOnRoute({
    method: "PATCH",
    path: "/tenant/members/:personId",
    to: "/internal/tenant/members/:personId",
    access: { kind: "tenant", permission: "members:write" },
    summary: "Give a member another role",
    params: memberPath,
    body: changeMemberInputSchema,
    refusals: outranking,
    answers: { 200: memberSchema },
  }),
  passOnRoute({
    method: "DELETE",
    path: "/tenant/members/:personId",
    to: "/internal/tenant/members/:personId",
    access: { kind: "tenant", permission: "members:write" },
    summary: "Remove a member",
    params: memberPath,
    refusals: outranking,
    answers: { 204: null },
  }),
  passOnRoute({
    method: "POST",
    path: "/tenant/members/:personId/sign-out",
    to: "/internal/tenant/members/:personId/sign-out",
    access: { kind: "tenant", permission: "sessions:write" },
    summary: "Have a member sign in anew on all devices",
    params: memberPath,
    refusals: ["member-not-found"],
    answers: { 204: null },
  }),
];
