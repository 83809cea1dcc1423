import type { Context, Hono } from "hono";
import { z } from "zod";
import { mediaSchema } from "#domain/content/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { publicationIdSchema, recordIdSchema } from "#domain/ids/index.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import type { Context as Access, WebsiteContext } from "../access/context.ts";
import type { ApiServices, ApiVariables } from "../context.ts";
import { readJson } from "../json.ts";
import { accessTo } from "../middleware/access.ts";
import { problemResponse } from "../problem.ts";
import { ownMedia } from "../quotas/index.ts";

const path = "/_hotswap/websites/:websiteId/media/:mediaId";
const bodyBytesMax = 100_000;

const placedMediaSchema = z.strictObject({
  /** The same again is published once. */
  publicationId: publicationIdSchema,
  media: mediaSchema,
  message: z.string().max(500),
});

/**
 * `GET` and `PUT /_hotswap/websites/:websiteId/media/:mediaId`, for the control plane alone: media as visitors are served it, and
 * published at once.
 */
export function mountWebsiteMedia(app: Hono<{ Variables: ApiVariables }>): void {
  const access = { kind: "website", permission: "content:publish" } as const;
  app.get(path, accessTo({ access, method: "GET", path }), (context) =>
    answer(context, context.get("access"), readMedia),
  );
  app.put(path, accessTo({ access, method: "PUT", path }), (context) =>
    answer(context, context.get("access"), publishMedia),
  );
}

interface Call {
  readonly context: WebsiteContext;
  readonly services: ApiServices;
  readonly mediaId: string;
  readonly body: ReadableStream<Uint8Array> | null;
}

async function answer(
  { var: { services, requestId }, req }: Pick<Context<{ Variables: ApiVariables }>, "var" | "req">,
  access: Access,
  run: (call: Call) => Promise<Result<unknown>>,
): Promise<Response> {
  const mediaId = recordIdSchema.safeParse(req.param("mediaId"));
  if (access.kind !== "website" || access.actor.kind !== "control-plane")
    return problemResponse(notForYou.failure, requestId);
  if (!mediaId.success) return problemResponse({ code: "record-not-found", detail: "It is no id." }, requestId);
  const outcome = await run({ context: access, services, mediaId: mediaId.data, body: req.raw.body });
  return outcome.ok ? Response.json(outcome.value) : problemResponse(outcome.failure, requestId);
}

function readMedia({ context, services, mediaId }: Call): Promise<Result<unknown>> {
  return services.onWebsite(context.website, (website) => website.getRecord({ kind: "media", id: mediaId }));
}

async function publishMedia({ context, services, mediaId, body }: Call): Promise<Result<unknown>> {
  const json = readJson((await readAtMost(body, bodyBytesMax)) ?? new Uint8Array(0));
  const placed = "fault" in json ? null : placedMediaSchema.safeParse(json.value);
  if (placed?.success !== true || placed.data.media.mediaId !== mediaId) {
    return fail("invalid-request", "The body is no media to be published.");
  }
  const { publicationId, media, message } = placed.data;
  const put = [{ kind: "media", value: media } as const];
  const own = await ownMedia(services, context.tenantId, put);
  if (!own.ok) return own;
  return services.onWebsite(context.website, (website) => website.publish({ publicationId, put, delete: [], message }));
}

const notForYou = fail("forbidden", "This is for the control plane alone.");
