import { changeSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { branchRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `POST /websites/:websiteId/branches/:branchId/changes`: the one change that the branch becomes, to be deployed. */
export const closeBranch = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/branches/:branchId/changes",
  access: { kind: "website", permission: "content:write" },
  summary: "Make a branch a change",
  answers: { 201: changeSchema },
  refusals: branchRefusals,
  params: branchPath,
  async handle({ context, params, services }) {
    return answer(201, await services.onWebsite(context.website, (website) => website.closeBranch(params.branchId)));
  },
});
