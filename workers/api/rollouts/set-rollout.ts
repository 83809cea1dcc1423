import { drainedSchema, rolloutInputSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `PUT /websites/:websiteId/rollout`: which visitors get a candidate; `{ "candidate": null }` ends it. */
export const setRollout = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/rollout",
  access: { kind: "website", permission: "deployments:write" },
  summary: "Set or end a rollout",
  answers: { 200: drainedSchema },
  refusals: placementRefusals,
  params: websitePath,
  body: rolloutInputSchema,
  async handle({ context, body, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.setRollout(body)));
  },
});
