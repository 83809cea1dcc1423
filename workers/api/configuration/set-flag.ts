import { z } from "zod";
import { featureFlagSchema, flagNameSchema } from "#domain/configuration/index.ts";
import { ok } from "#domain/errors/index.ts";
import { deploymentIdSchema } from "#domain/ids/index.ts";
import type { Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { configureByName, configureRefusals, tagOf } from "./configure.ts";

/**
 * `PUT /websites/:websiteId/feature-flags/:name`: on or off, for every visitor once this has answered. With `If-Match` a change that
 * somebody else made of the same flag since is a conflict; without, the last word counts. For some of the visitors it is a rollout.
 */
export const setFlag = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/feature-flags/:name",
  access: { kind: "website", permission: "content:publish" },
  summary: "Set a feature flag",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 200: featureFlagSchema.extend({ deploymentId: deploymentIdSchema.nullable() }) },
  refusals: configureRefusals,
  params: websitePath.extend({ name: flagNameSchema }),
  body: z.strictObject({ enabled: z.boolean() }),
  async handle(call): Promise<Handled> {
    const { name } = call.params;
    const { enabled } = call.body;
    const message = `Flag ${name}: ${enabled ? "on" : "off"}`;
    const done = await configureByName(call, { flags: { [name]: enabled } }, message);
    if (!done.ok) return done;
    const deploymentId = done.value.deployment?.deploymentId ?? null;
    return ok({ status: 200, body: { name, enabled, deploymentId }, headers: tagOf(done.value.digest) });
  },
});
