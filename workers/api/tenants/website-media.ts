import type { Context, Hono } from "hono";
import { putMediaInputSchema, type PutMediaInput } from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import type { Context as Access, WebsiteContext } from "../access/context.ts";
import type { ApiServices, ApiVariables } from "../context.ts";
import { readJson } from "../json.ts";
import { accessTo } from "../middleware/access.ts";
import { problemResponse } from "../problem.ts";
import { ownBlobs } from "../quotas/index.ts";
import { asControlPlane } from "./from-control-plane.ts";

const path = "/_hotswap/websites/:websiteId/media";
const bodyBytesMax = 100_000;

/**
 * `POST /_hotswap/websites/:websiteId/media`, for the control plane alone: puts a file that is stored into the website's library, and
 * publishes it. The same again changes nothing.
 */
export function mountWebsiteMedia(app: Hono<{ Variables: ApiVariables }>): void {
  const access = { kind: "website", permission: "content:write" } as const;
  app.post(path, accessTo({ access, method: "POST", path }), async (context) => {
    const { services, requestId } = context.var;
    const put = await putMedia(services, context.get("access"), context.req);
    return put.ok ? Response.json(put.value) : problemResponse(put.failure, requestId);
  });
}

async function putMedia(
  services: ApiServices,
  access: Access,
  { raw }: Pick<Context["req"], "raw">,
): Promise<Result<unknown>> {
  const asking = asControlPlane(access);
  if (!asking.ok) return asking;
  const json = readJson((await readAtMost(raw.body, bodyBytesMax)) ?? new Uint8Array(0));
  const put = "fault" in json ? null : putMediaInputSchema.safeParse(json.value);
  if (put?.success !== true) return fail("invalid-request", "The body is no file for a library.");
  return putOwn(services, asking.value, put.data);
}

async function putOwn(services: ApiServices, context: WebsiteContext, input: PutMediaInput): Promise<Result<unknown>> {
  const { digest, variants } = input.file;
  const digests = [...(digest === null ? [] : [digest]), ...variants.map((variant) => variant.digest)];
  const own = await ownBlobs(services, context.tenantId, digests);
  if (!own.ok) return own;
  const usable = await services.onWebsite(context.website, (website) => website.describe());
  if (!usable.ok) return usable;
  if (usable.value.status === "deleted") return fail("website-deleted", "The website was deleted.");
  return services.content(context, "putMedia", { ...input, websiteId: context.website.websiteId });
}
