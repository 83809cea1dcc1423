import { branchSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/branches/:branchId`. */
export const getBranch = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/branches/:branchId",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a branch",
  answers: { 200: branchSchema },
  refusals: ["branch-not-found"],
  params: branchPath,
  async handle({ context, params, services }) {
    return answer(200, await services.onWebsite(context.website, (website) => website.describeBranch(params.branchId)));
  },
});
