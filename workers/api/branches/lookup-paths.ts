import { branchLookupSchema, pathHoldersSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { branchRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `POST /websites/:websiteId/branches/:branchId/lookups`: who is at which of these paths. */
export const lookupPaths = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/branches/:branchId/lookups",
  access: { kind: "website", permission: "content:read" },
  summary: "Find who is at which path of a branch",
  answers: { 200: pathHoldersSchema },
  refusals: branchRefusals,
  params: branchPath,
  body: branchLookupSchema,
  bodyBytesMax: 10_000_000,
  async handle({ context, params: { branchId }, body, services }) {
    return answer(
      200,
      await services.onWebsite(context.website, (website) => website.lookupPaths({ ...body, branchId })),
    );
  },
});
