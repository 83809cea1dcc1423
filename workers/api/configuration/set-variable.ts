import { z } from "zod";
import { variableNameSchema, variableValueSchema, type Variable } from "#domain/configuration/index.ts";
import { ok } from "#domain/errors/index.ts";
import { deploymentIdSchema } from "#domain/ids/index.ts";
import type { Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { baseOf, configurationIdOf, configure, configureRefusals, tagOf } from "./configure.ts";
import { sealSecret } from "./seal-secret.ts";
import { shown, shownVariableSchema } from "./shown-variable.ts";

/**
 * `PUT /websites/:websiteId/environment/:name`: a plain value, which whoever may read the website reads as well, or a secret, which is
 * sealed and never shown. Each secret that is set is a new version of the variable; releases before go on naming theirs, so that a
 * rollback brings it back.
 */
export const setVariable = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/environment/:name",
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
    const base = baseOf(call.headers);
    if (!base.ok) return base;
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
    const done = await configure(call, id.value, {
      base: base.value,
      edits: { environment: { [name]: variable } },
      message,
    });
    if (!done.ok) return done;
    const deploymentId = done.value.deployment?.deploymentId ?? null;
    const body = { variable: shown(name, variable), deploymentId };
    return ok({ status: 200, body, headers: tagOf(done.value.digest) });
  },
});
