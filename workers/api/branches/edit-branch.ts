import { branchBatchSchema, branchSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { branchPath } from "../paths.ts";
import { ownMedia } from "../quotas/index.ts";
import { branchRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/** `POST /websites/:websiteId/branches/:branchId/edits`: the next batch; one that was applied before changes nothing. */
export const editBranch = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/branches/:branchId/edits",
  access: { kind: "website", permission: "content:write" },
  summary: "Apply a batch of edits to a branch",
  answers: { 200: branchSchema },
  refusals: [...branchRefusals, "blob-not-found"],
  params: branchPath,
  body: branchBatchSchema,
  bodyBytesMax: 10_000_000,
  async handle({ context, params: { branchId }, body, services }) {
    const media = await ownMedia(services, context.tenantId, body.put);
    if (!media.ok) return media;
    return answer(
      200,
      await services.onWebsite(context.website, (website) => website.editBranch({ ...body, branchId })),
    );
  },
});
