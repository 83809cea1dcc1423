import { flagNameSchema } from "#domain/configuration/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { configureByName, configureRefusals, tagOf } from "./configure.ts";

/** `DELETE /websites/:websiteId/feature-flags/:name`: also where there is none. Themes take a flag that is not there as off. */
export const deleteFlag = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/feature-flags/:name",
  access: { kind: "website", permission: "content:publish" },
  summary: "Delete a feature flag",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 204: null },
  refusals: configureRefusals,
  params: websitePath.extend({ name: flagNameSchema }),
  async handle(call): Promise<Handled> {
    const { name } = call.params;
    const done = await configureByName(call, { flags: { [name]: null } }, `Flag ${name}: removed`);
    return done.ok ? ok({ status: 204, body: null, headers: tagOf(done.value.digest) }) : done;
  },
});
