import { changeSchema, closeBranchInputSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { ownTheme } from "../quotas/index.ts";
import { closeBranchRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/branches/:branchId/changes`: the one change that the branch becomes, to be deployed; with leaves,
 * of these too.
 */
export const closeBranch = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/branches/:branchId/changes",
  access: { kind: "website", permission: "content:write" },
  summary: "Make a branch a change",
  answers: { 201: changeSchema },
  refusals: closeBranchRefusals,
  params: branchPath,
  body: closeBranchInputSchema,
  async handle({ context, params: { branchId }, body: { leaves }, services }) {
    const theme = await ownTheme(services, context.tenantId, leaves.theme);
    if (!theme.ok) return theme;
    return answer(201, await services.onWebsite(context.website, (website) => website.closeBranch(branchId, leaves)));
  },
});
