import { websiteSummaryPageSchema } from "#domain/contracts/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { hasTag } from "#domain/http/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { websiteFilter } from "#domain/website/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { defineRoute } from "../route.ts";

/**
 * `GET /websites`: the tenant's, or with the platform's token and without a tenant all; those that are not deleted, unless a status is
 * asked for. The list follows the websites' events, so it is a moment behind; its ETag is of the page as it is.
 */
export const listWebsites = defineRoute({
  method: "GET",
  path: "/websites",
  access: { kind: "tenant", permission: "websites:read", platformWide: true },
  summary: "List websites",
  headers: ["If-None-Match"],
  answers: { 200: websiteSummaryPageSchema, 304: null },
  query: listQuerySchema.extend({ ...websiteFilter, tenantId: tenantIdSchema.optional() }),
  async handle({ context, query, headers, services }) {
    if (services.controlPlane === null) {
      return fail("control-plane-unavailable", "No control plane is configured, and it is what has the list.");
    }
    const own = context.kind === "tenant" ? context.tenantId : query.tenantId;
    if (query.tenantId !== undefined && query.tenantId !== own) {
      return fail("tenant-mismatch", "query.tenantId: is another tenant's than the call's.");
    }
    const listed = await services.controlPlane.listWebsites({ ...query, tenantId: own });
    if (!listed.ok) return listed;
    const tag = digestOf(listed.value);
    const isKnown = hasTag(headers.get("If-None-Match"), tag);
    return ok({ status: isKnown ? 304 : 200, body: isKnown ? null : listed.value, headers: { ETag: `"${tag}"` } });
  },
});
