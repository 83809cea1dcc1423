import { settingsPatchSchema } from "#domain/configuration/index.ts";
import { configuredSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { digestToMatch } from "#domain/http/index.ts";
import type { Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { configurationIdOf, configure, configureRefusals, tagOf } from "./configure.ts";

const bodySchema = settingsPatchSchema.refine((settings) => Object.keys(settings).length > 0, "must have a setting");

/**
 * `PATCH /websites/:websiteId/configuration`: settings, each by its name; what is left out stays. One deployment, in force once this has
 * answered. What others changed since the state that `If-Match` names stays; where both changed the same, 409 `edit-conflict` has both
 * sides in its facts.
 */
export const updateSettings = defineRoute({
  method: "PATCH",
  path: "/websites/:websiteId/configuration",
  access: { kind: "website", permission: "content:publish" },
  summary: "Change a website's settings",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 200: configuredSchema },
  refusals: configureRefusals,
  params: websitePath,
  body: bodySchema,
  async handle(call): Promise<Handled> {
    const base = digestToMatch(call.headers);
    if (!base.ok) return base;
    const id = configurationIdOf(call);
    if (!id.ok) return id;
    const message = `Settings: ${Object.keys(call.body).join(", ")}`;
    const done = await configure(call, id.value, { base: base.value, edits: { settings: call.body }, message });
    return done.ok ? ok({ status: 200, body: done.value, headers: tagOf(done.value.digest) }) : done;
  },
});
