import { websiteSummaryPageSchema } from "#domain/contracts/index.ts";
import { fail } from "#domain/errors/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { answer } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites`: the tenant's that are not deleted, by id; all tenants' with the platform's token and without a tenant. The list follows the websites' events, so it is a moment behind. */
export const listWebsites = defineRoute({
  method: "GET",
  path: "/websites",
  access: { kind: "tenant", permission: "websites:read", platformWide: true },
  summary: "List websites",
  answers: { 200: websiteSummaryPageSchema },
  query: listQuerySchema.extend({ tenantId: tenantIdSchema.optional() }),
  async handle({ context, query, services }) {
    if (services.controlPlane === null) {
      return fail("control-plane-unavailable", "No control plane is configured, and it is what has the list.");
    }
    const own = context.kind === "tenant" ? context.tenantId : query.tenantId;
    if (query.tenantId !== undefined && query.tenantId !== own) {
      return fail("tenant-mismatch", "query.tenantId: is another tenant's than the call's.");
    }
    return answer(200, await services.controlPlane.listWebsites({ ...query, tenantId: own }));
  },
});
