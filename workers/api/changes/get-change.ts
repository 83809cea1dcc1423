import { changeSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { changePath } from "../paths.ts";
import { changeRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/changes/:changeId`. */
export const getChange = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/changes/:changeId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a change",
  answers: { 200: changeSchema },
  refusals: changeRefusals,
  params: changePath,
  async handle({ context, params, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.getChange(params.changeId)));
  },
});
