import { changeSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { releasePath } from "../paths.ts";
import { changeRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/releases/:releaseId/restore`: a change that brings every leaf of the release
 * back. Nothing is deployed by this: deploy the change, or look at it first.
 */
export const restoreRelease = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/releases/:releaseId/restore",
  access: { kind: "website", permission: "deployments:write" },
  summary: "Make a change that restores a release",
  answers: { 201: changeSchema },
  refusals: changeRefusals,
  params: releasePath,
  async handle({ context, params, services }) {
    return answer(201, await services.onWebsite(context.website, (website) => website.restore(params.releaseId)));
  },
});
