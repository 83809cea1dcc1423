import { z } from "zod";
import { anyFlagNameSchema, featureFlagSchema, flagNameSchema } from "#domain/configuration/index.ts";
import { pageOf } from "#domain/contracts/index.ts";
import { deploymentIdSchema } from "#domain/ids/index.ts";
import { ok } from "#domain/errors/index.ts";
import type { Handled } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { baseOf, configurationIdOf, configure, configureRefusals, taggedWith, tagOf } from "./configure.ts";
import { pageByName } from "./page-by-name.ts";

const base = "/websites/:websiteId/feature-flags";

/** `GET /websites/:websiteId/feature-flags`: of the active release, by name. */
export const listFlags = defineRoute({
  method: "GET",
  path: base,
  access: { kind: "website", permission: "content:read" },
  summary: "List feature flags",
  headers: ["If-None-Match"],
  answers: { 200: pageOf(featureFlagSchema), 304: null },
  params: websitePath,
  query: listQuerySchema.extend({ cursor: anyFlagNameSchema.optional() }),
  async handle({ context, services, headers, query }) {
    const found = await services.onWebsite(context.website, (website) => website.readConfiguration());
    if (!found.ok) return found;
    const page = pageByName(found.value.flags, query, (name, enabled) => ({ name, enabled }));
    return taggedWith(found.value.digest, headers, page);
  },
});

/**
 * `PUT /websites/:websiteId/feature-flags/:name`: on or off, for every visitor once this has answered. With `If-Match` a change that
 * somebody else made of the same flag since is a conflict; without, the last word counts. For some of the visitors it is a rollout.
 */
export const setFlag = defineRoute({
  method: "PUT",
  path: `${base}/:name`,
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
    const match = baseOf(call.headers);
    if (!match.ok) return match;
    const id = configurationIdOf(call);
    if (!id.ok) return id;
    const message = `Flag ${name}: ${enabled ? "on" : "off"}`;
    const done = await configure(call, id.value, { base: match.value, edits: { flags: { [name]: enabled } }, message });
    if (!done.ok) return done;
    const deploymentId = done.value.deployment?.deploymentId ?? null;
    return ok({ status: 200, body: { name, enabled, deploymentId }, headers: tagOf(done.value.digest) });
  },
});

/** `DELETE /websites/:websiteId/feature-flags/:name`: also where there is none. Themes take a flag that is not there as off. */
export const deleteFlag = defineRoute({
  method: "DELETE",
  path: `${base}/:name`,
  access: { kind: "website", permission: "content:publish" },
  summary: "Delete a feature flag",
  headers: ["If-Match", "Idempotency-Key"],
  answers: { 204: null },
  refusals: configureRefusals,
  params: websitePath.extend({ name: flagNameSchema }),
  async handle(call): Promise<Handled> {
    const { name } = call.params;
    const match = baseOf(call.headers);
    if (!match.ok) return match;
    const id = configurationIdOf(call);
    if (!id.ok) return id;
    const edits = { flags: { [name]: null } };
    const done = await configure(call, id.value, { base: match.value, edits, message: `Flag ${name}: removed` });
    return done.ok ? ok({ status: 204, body: null, headers: tagOf(done.value.digest) }) : done;
  },
});
