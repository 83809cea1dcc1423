import { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import {
  createPersonInputSchema,
  impersonateInputSchema,
  impersonationSchema,
  membershipSchema,
  personSummarySchema,
  setPlatformRoleInputSchema,
} from "#domain/identity/index.ts";
import { personIdSchema } from "#domain/ids/index.ts";
import { searchListQuerySchema } from "../list-query.ts";
import { passOnRoute } from "../pass-on-route.ts";
import type { Route } from "../route.ts";

const personPath = z.strictObject({ personId: personIdSchema });

/** All people, for the platform. */
export const peopleRoutes: readonly Route[] = [
  passOnRoute({
    method: "GET",
    path: "/admin/people",
    to: "/internal/admin/people",
    access: { kind: "platform", permission: "people:read" },
    summary: "List people",
    query: searchListQuerySchema.extend({ ofPlatform: z.enum(["true", "false"]).optional() }),
    answers: { 200: pageOf(personSummarySchema) },
  }),
  passOnRoute({
    method: "POST",
    path: "/admin/people",
    to: "/internal/admin/people",
    access: { kind: "platform", permission: "people:write" },
    summary: "Create a person",
    body: createPersonInputSchema,
    refusals: ["email-taken", "password-refused", "tenant-not-found", "idempotency-key-reused"],
    headers: ["Idempotency-Key"],
    answers: { 201: personSummarySchema },
  }),
  passOnRoute({
    method: "GET",
    path: "/admin/people/:personId",
    to: "/internal/admin/people/:personId",
    access: { kind: "platform", permission: "people:read" },
    summary: "Get a person and their tenants",
    params: personPath,
    refusals: ["person-not-found"],
    answers: { 200: personSummarySchema.extend({ tenants: z.array(membershipSchema) }) },
  }),
  passOnRoute({
    method: "PUT",
    path: "/admin/people/:personId/platform-role",
    to: "/internal/admin/people/:personId/platform-role",
    access: { kind: "platform", permission: "people:write" },
    summary: "Make a person one of the platform's, or no longer one",
    params: personPath,
    body: setPlatformRoleInputSchema,
    refusals: ["person-not-found"],
    answers: { 204: null },
  }),
  passOnRoute({
    method: "POST",
    path: "/admin/people/:personId/sign-out",
    to: "/internal/admin/people/:personId/sign-out",
    access: { kind: "platform", permission: "people:write" },
    summary: "Sign a person out on all devices",
    params: personPath,
    refusals: ["person-not-found"],
    answers: { 204: null },
  }),
  passOnRoute({
    method: "POST",
    path: "/admin/people/:personId/impersonate",
    to: "/internal/admin/people/:personId/impersonate",
    access: { kind: "platform", permission: "people:impersonate" },
    summary: "Act as a member of a tenant, for a reason",
    params: personPath,
    body: impersonateInputSchema,
    refusals: ["person-not-found", "member-not-found", "tenant-inactive"],
    answers: { 200: impersonationSchema },
  }),
  passOnRoute({
    method: "DELETE",
    path: "/admin/people/:personId/impersonate",
    to: "/internal/admin/people/:personId/impersonate",
    access: { kind: "platform", permission: "people:impersonate" },
    summary: "End acting as a person",
    params: personPath,
    answers: { 204: null },
  }),
];
