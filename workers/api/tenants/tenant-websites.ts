import type { Handler } from "hono";
import { websiteIdSchema } from "#domain/ids/index.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";
import { refuseOthers } from "./from-control-plane.ts";

export const tenantWebsitesPath = "/_hotswap/tenants/:tenantId/websites";
export const tenantWebsitePath = `${tenantWebsitesPath}/:websiteId`;
const pageSize = 200;

/**
 * `GET /_hotswap/tenants/:tenantId/websites?cursor=`, for the control plane alone: ids of the tenant's websites, as its object has them,
 * those that are about to be made too.
 */
export const listTenantWebsites: Handler<{ Variables: ApiVariables }> = async (context) => {
  const refused = await refuseOthers(context, "tenant-state");
  if (refused !== null) return refused;
  const { services, requestId } = context.var;
  const cursor = context.req.query("cursor");
  const listed = await services.registeredWebsites(context.req.param("tenantId") ?? "", { limit: pageSize, cursor });
  return listed.ok ? Response.json(listed.value) : problemResponse(listed.failure, requestId);
};

/**
 * `DELETE /_hotswap/tenants/:tenantId/websites/:websiteId`, for the control plane alone: takes it away with its tenant, 204. Its hostnames
 * are free at once, and where there is none of this id none is made any more, whatever is still on its way.
 */
export const takeTenantWebsiteAway: Handler<{ Variables: ApiVariables }> = async (context) => {
  const refused = await refuseOthers(context);
  if (refused !== null) return refused;
  const { services, requestId } = context.var;
  const tenantId = context.req.param("tenantId") ?? "";
  const websiteId = websiteIdSchema.safeParse(context.req.param("websiteId"));
  if (!websiteId.success)
    return problemResponse({ code: "invalid-request", detail: "It is no website's id." }, requestId);
  const website = { tenantId, websiteId: websiteId.data };
  const taken = await services.takeWebsiteAway(website);
  if (!taken.ok) return problemResponse(taken.failure, requestId);
  await services.forgetWebsite(website);
  return new Response(null, { status: 204 });
};
