import type { Hono } from "hono";
import { documentIdSchema } from "#domain/ids/index.ts";
import type { ApiVariables } from "../context.ts";
import { accessTo } from "../middleware/access.ts";
import { problemResponse } from "../problem.ts";

const path = "/_hotswap/websites/:websiteId/working-copies";
const pageSize = 500;

/** `GET /_hotswap/websites/:websiteId/working-copies?cursor`, for the control plane alone: what is edited, to be held against a release. */
export function mountWorkingCopies(app: Hono<{ Variables: ApiVariables }>): void {
  const access = { kind: "website", permission: "content:read" } as const;
  app.get(path, accessTo({ access, method: "GET", path }), async (context) => {
    const { services, requestId } = context.var;
    const asking = context.get("access");
    if (asking.kind !== "website" || asking.actor.kind !== "control-plane") {
      return problemResponse({ code: "forbidden", detail: "This is for the control plane alone." }, requestId);
    }
    const cursor = documentIdSchema.optional().safeParse(context.req.query("cursor"));
    if (!cursor.success) {
      return problemResponse({ code: "invalid-request", detail: "query.cursor: is no document's id" }, requestId);
    }
    const { websiteId } = asking.website;
    const input = { websiteId, limit: pageSize, ...(cursor.data === undefined ? {} : { cursor: cursor.data }) };
    const found = await services.content(asking, "listWorkingCopies", input);
    return found.ok ? Response.json(found.value) : problemResponse(found.failure, requestId);
  });
}
