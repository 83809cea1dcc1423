import { branchSchema, createBranchInputSchema } from "#domain/contracts/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { answer, type Handled } from "../answer.ts";
import { idFor } from "../idempotency.ts";
import { websitePath } from "../paths.ts";
import { branchRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `POST /websites/:websiteId/branches`: a copy of the content to be edited apart. With a `branchId` or an
 * `Idempotency-Key`, repeating the call answers with the same branch.
 */
export const createBranch = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/branches",
  access: { kind: "website", permission: "content:write" },
  summary: "Begin a branch of the content",
  answers: { 201: branchSchema },
  refusals: branchRefusals,
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: createBranchInputSchema.partial(),
  async handle(call): Promise<Handled> {
    const { context, params, body, services } = call;
    const id = idFor(call, body.branchId, `branch of ${params.websiteId}`);
    if (!id.ok) return id;
    const branchId = id.value ?? uuidV7(services.now());
    return answer(
      201,
      await services.onWebsite(context.website, (website) => website.createBranch({ ...body, branchId })),
    );
  },
});
