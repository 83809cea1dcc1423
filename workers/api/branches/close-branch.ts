import { changeSchema, closeBranchInputSchema } from "#domain/contracts/index.ts";
import { fail } from "#domain/errors/index.ts";
import { mayAlso } from "../access/may-also.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { ownTheme } from "../quotas/index.ts";
import { closeBranchRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/branches/:branchId/changes`: the one change that the branch becomes, to be deployed; with leaves,
 * of these too. A configuration is given as a whole, with its variables, and so by nobody who may not set those.
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
    if (leaves.configuration !== undefined && !mayAlso(context, "environment:write")) return notVariables;
    const theme = await ownTheme(services, context.tenantId, leaves.theme);
    if (!theme.ok) return theme;
    return answer(201, await services.onWebsite(context.website, (website) => website.closeBranch(branchId, leaves)));
  },
});

const notVariables = fail(
  "forbidden",
  "A whole configuration has the variables too, which the caller's role may not set: leave it out, and change settings by their names.",
);
