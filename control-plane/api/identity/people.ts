import type { Hono } from "hono";
import { z } from "zod";
import { ok } from "#domain/errors/index.ts";
import { createPersonInputSchema, impersonateInputSchema, setPlatformRoleInputSchema } from "#domain/identity/index.ts";
import { personIdSchema } from "#domain/ids/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import {
  createPerson,
  endImpersonation,
  getPerson,
  impersonate,
  listPeople,
  setPlatformRole,
  signPersonOut,
} from "../../services/people/index.ts";
import { mustBeOfPlatform } from "../acting-of.ts";
import type { ControlPlaneVariables } from "../context.ts";
import { callerCall } from "../handle-call.ts";
import { searchInputSchema } from "./list-input.ts";

const base = "/internal/admin/people";
const personOf = (params: Readonly<Record<string, string>>) => personIdSchema.parse(params["personId"]);
const done = ok({ status: 204 } as const);

/** All people, for the platform. */
export function mountPeople(app: Hono<{ Variables: ControlPlaneVariables }>, services: IdentityServices): void {
  const query = searchInputSchema.extend({ ofPlatform: z.enum(["true", "false"]).optional() });
  app.get(
    base,
    callerCall({ query }, async ({ who, query }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      return ok({ body: await listPeople(services.database, { ...query, ofPlatform: query.ofPlatform === "true" }) });
    }),
  );
  app.post(
    base,
    callerCall({ body: createPersonInputSchema }, async ({ who, body, headers }) => {
      const created = await createPerson(services, who, body, headers.get("Idempotency-Key"));
      return created.ok ? ok({ status: 201, body: created.value }) : created;
    }),
  );
  app.get(
    `${base}/:personId`,
    callerCall({}, async ({ who, params }) => {
      const allowed = mustBeOfPlatform(who);
      if (!allowed.ok) return allowed;
      const found = await getPerson(services.database, personOf(params));
      return found.ok ? ok({ body: found.value }) : found;
    }),
  );
  app.put(
    `${base}/:personId/platform-role`,
    callerCall({ body: setPlatformRoleInputSchema }, async ({ who, params, body }) => {
      const set = await setPlatformRole(services, who, personOf(params), body.platformRole);
      return set.ok ? done : set;
    }),
  );
  app.post(
    `${base}/:personId/sign-out`,
    callerCall({}, async ({ who, params }) => {
      const signedOut = await signPersonOut(services, who, personOf(params));
      return signedOut.ok ? done : signedOut;
    }),
  );
  app.post(
    `${base}/:personId/impersonate`,
    callerCall({ body: impersonateInputSchema }, async ({ who, params, body }) => {
      const begun = await impersonate(services, who, { personId: personOf(params), ...body });
      return begun.ok ? ok({ body: begun.value }) : begun;
    }),
  );
  app.delete(
    `${base}/:personId/impersonate`,
    callerCall({}, async ({ who, params }) => {
      const ended = await endImpersonation(services, who, personOf(params));
      return ended.ok ? done : ended;
    }),
  );
}
