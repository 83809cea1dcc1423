import type { Hono } from "hono";
import type { ApiVariables } from "../context.ts";
import { accessTo } from "../middleware/access.ts";
import { problemResponse } from "../problem.ts";
import { asControlPlane } from "./from-control-plane.ts";

const path = "/_hotswap/websites/:websiteId/secret-versions";

/** `GET /_hotswap/websites/:websiteId/secret-versions`, for the control plane alone: what it has to keep for the website's sake. */
export function mountSecretVersions(app: Hono<{ Variables: ApiVariables }>): void {
  const access = { kind: "website", permission: "content:read" } as const;
  app.get(path, accessTo({ access, method: "GET", path }), async (context) => {
    const { services, requestId } = context.var;
    const asking = asControlPlane(context.get("access"));
    if (!asking.ok) return problemResponse(asking.failure, requestId);
    const found = await services.onWebsite(asking.value.website, (website) => website.listSecretVersions());
    return found.ok ? Response.json({ versions: found.value }) : problemResponse(found.failure, requestId);
  });
}
