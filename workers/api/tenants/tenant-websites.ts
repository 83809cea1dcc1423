import type { Handler } from "hono";
import { z } from "zod";
import { hostnameSchema } from "#domain/hostname/index.ts";
import { websiteIdSchema } from "#domain/ids/index.ts";
import { readAtMost } from "#workers/support/read-at-most.ts";
import type { ApiVariables } from "../context.ts";
import { readJson } from "../json.ts";
import { problemResponse } from "../problem.ts";
import { takingOver } from "../websites/taking-over.ts";
import { refuseOthers } from "./from-control-plane.ts";

export const tenantWebsitesPath = "/_hotswap/tenants/:tenantId/websites";
export const tenantWebsitePath = `${tenantWebsitesPath}/:websiteId`;
export const websiteSubdomainPath = `${tenantWebsitePath}/subdomain`;
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

const followSchema = z.strictObject({ from: hostnameSchema, to: hostnameSchema });
const bodyBytesMax = 1_000;

/**
 * `PUT /_hotswap/tenants/:tenantId/websites/:websiteId/subdomain`, for the control plane alone: the website's names below the subdomain that
 * its tenant had are below the one that it has, 204; visitors of those before are led there. A deleted one has none.
 */
export const followTenant: Handler<{ Variables: ApiVariables }> = async (context) => {
  const refused = await refuseOthers(context);
  if (refused !== null) return refused;
  const { services, requestId } = context.var;
  const tenantId = context.req.param("tenantId") ?? "";
  const websiteId = websiteIdSchema.safeParse(context.req.param("websiteId"));
  const json = readJson((await readAtMost(context.req.raw.body, bodyBytesMax)) ?? new Uint8Array(0));
  const input = "fault" in json ? null : followSchema.safeParse(json.value);
  if (!websiteId.success || input?.success !== true) {
    return problemResponse({ code: "invalid-request", detail: "It is no website's id, or no subdomains." }, requestId);
  }
  const { from, to } = input.data;
  const domainOf = (subdomain: string) => `${subdomain}.${services.sitesDomain}`;
  const follow = { tenantId, from: domainOf(from), to: domainOf(to) };
  const followed = await takingOver(services, { tenantId, subdomain: to }, () =>
    services.followTenant(websiteId.data, follow),
  );
  const isGone = !followed.ok && followed.failure.code === "website-deleted";
  if (!followed.ok && !isGone) return problemResponse(followed.failure, requestId);
  return new Response(null, { status: 204 });
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
