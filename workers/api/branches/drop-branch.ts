import { branchRefSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `DELETE /websites/:websiteId/branches/:branchId`: with its change and previews, unless that was deployed. */
export const dropBranch = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/branches/:branchId",
  access: { kind: "website", permission: "content:write" },
  summary: "Drop a branch",
  answers: { 200: branchRefSchema },
  params: branchPath,
  async handle({ context, params, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.dropBranch(params.branchId)));
  },
});
