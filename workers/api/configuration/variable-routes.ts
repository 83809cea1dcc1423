import { z } from "zod";
import {
  secretVersionSchema,
  variableNameSchema,
  variableValueSchema,
  type Variable,
} from "#domain/configuration/index.ts";
import { pageOf } from "#domain/contracts/index.ts";
import { deploymentIdSchema } from "#domain/ids/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { Handled } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { baseOf, configurationIdOf, configure, configureRefusals, taggedWith, tagOf } from "./configure.ts";
import { pageByName } from "./page-by-name.ts";
import { sealSecret } from "./seal-secret.ts";

const base = "/websites/:websiteId/environment";

/** A variable as it is shown: a secret by its version, never by its value. */
export const shownVariableSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("plain"), name: z.string(), value: z.string() }),
  z.object({ kind: z.literal("secret"), name: z.string(), version: secretVersionSchema }),
]);
const shown = (name: string, variable: Variable) =>
  "secret" in variable
    ? ({ kind: "secret", name, version: variable.secret } as const)
    : ({ kind: "plain", name, value: variable.value } as const);

/** `GET /websites/:websiteId/environment`: variables of the active release, by name. */
export const listVariables = defineRoute({
  method: "GET",
  path: base,
  access: { kind: "website", permission: "content:read" },
  summary: "List environment variables",
  headers: ["If-None-Match"],
  answers: { 200: pageOf(shownVariableSchema), 304: null },
  params: websitePath,
  query: listQuerySchema.extend({ cursor: variableNameSchema.optional() }),
  async handle({ context, services, headers, query }) {
    const found = await services.onWebsite(context.website, (website) => website.readConfiguration());
    if (!found.ok) return found;
    return taggedWith(found.value.digest, headers, pageByName(found.value.environment, query, shown));
  },
});

/**
 * `PUT /websites/:websiteId/environment/:name`: a plain value, which whoever may read the website reads as well, or a secret, which is
 * sealed and never shown. Each secret that is set is a new version of the variable; releases before go on naming theirs, so that a
 * rollback brings it back.
 */
export const setVariable = defineRoute({
  method: "PUT",
  path: `${base}/:name`,
  access: { kind: "website", permission: "environment:write" },
  summary: "Set an environment variable",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 200: z.object({ variable: shownVariableSchema, deploymentId: deploymentIdSchema.nullable() }) },
  refusals: [...configureRefusals, "control-plane-unavailable", "idempotency-key-reused", "too-many-secrets"],
  params: websitePath.extend({ name: variableNameSchema }),
  body: z
    .strictObject({ value: variableValueSchema.optional(), secret: variableValueSchema.min(1).optional() })
    .refine(({ value, secret }) => (value === undefined) !== (secret === undefined), "must have a value or a secret"),
  async handle(call): Promise<Handled> {
    const { name } = call.params;
    const match = baseOf(call.headers);
    if (!match.ok) return match;
    const id = configurationIdOf(call);
    if (!id.ok) return id;
    const { value = "", secret } = call.body;
    if (secret !== undefined) {
      // First it is kept, then named. The id of the deployment is the version: repeated, the call seals nothing anew.
      const sealed = await sealSecret(call, { name, version: id.value, value: secret });
      if (!sealed.ok) return sealed;
    }
    const variable: Variable = secret === undefined ? { value } : { secret: id.value };
    const message = `Variable ${name}: ${"secret" in variable ? "a new version" : "set"}`;
    const edits = { environment: { [name]: variable } };
    const done = await configure(call, id.value, { base: match.value, edits, message });
    if (!done.ok) return done;
    const deploymentId = done.value.deployment?.deploymentId ?? null;
    const body = { variable: shown(name, variable), deploymentId };
    return ok({ status: 200, body, headers: tagOf(done.value.digest) });
  },
});

/**
 * `DELETE /websites/:websiteId/environment/:name`: also where there is none. Values of a secret are kept sealed for as long as a release
 * names them, and removed some days after.
 */
export const deleteVariable = defineRoute({
  method: "DELETE",
  path: `${base}/:name`,
  access: { kind: "website", permission: "environment:write" },
  summary: "Delete an environment variable",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 204: null },
  refusals: configureRefusals,
  params: websitePath.extend({ name: variableNameSchema }),
  async handle(call): Promise<Handled> {
    const { name } = call.params;
    const match = baseOf(call.headers);
    if (!match.ok) return match;
    const id = configurationIdOf(call);
    if (!id.ok) return id;
    const edits = { environment: { [name]: null } };
    const done = await configure(call, id.value, { base: match.value, edits, message: `Variable ${name}: removed` });
    return done.ok ? ok({ status: 204, body: null, headers: tagOf(done.value.digest) }) : done;
  },
});
