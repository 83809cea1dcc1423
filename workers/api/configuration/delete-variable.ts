import { variableNameSchema } from "#domain/configuration/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { configureByName, configureRefusals, tagOf } from "./configure.ts";

/**
 * `DELETE /websites/:websiteId/environment/:name`: also where there is none. Values of a secret are kept sealed for as long as a release
 * names them, and removed some days after.
 */
export const deleteVariable = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/environment/:name",
  access: { kind: "website", permission: "environment:write" },
  summary: "Delete an environment variable",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 204: null },
  refusals: configureRefusals,
  params: websitePath.extend({ name: variableNameSchema }),
  async handle(call): Promise<Handled> {
    const { name } = call.params;
    const done = await configureByName(call, { environment: { [name]: null } }, `Variable ${name}: removed`);
    return done.ok ? ok({ status: 204, body: null, headers: tagOf(done.value.digest) }) : done;
  },
});
