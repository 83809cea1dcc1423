import { contentStateSchema, reconcileBodySchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { contentActorOf } from "../documents/content-actor-of.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/content-state/reconcile`: after a restore from a backup, which of the two counts. `keep-served` makes what
 * visitors get new versions of what is edited; `republish` brings visitors what is edited, as one change that can be rolled back.
 */
export const reconcileContent = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/content-state/reconcile",
  access: { kind: "website", permission: "deployments:write" },
  summary: "Choose which content counts after a restore",
  answers: { 200: contentStateSchema },
  params: websitePath,
  body: reconcileBodySchema,
  async handle({ context, params, body, services }) {
    const actor = contentActorOf(context.actor);
    return answer(200, await services.content(context, "reconcileContent", { ...params, ...body, actor }));
  },
});
