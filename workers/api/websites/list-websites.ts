import { fail } from "#domain/errors/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import { answer } from "../answer.ts";
import { listQuerySchema } from "../list-query.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites`: all that are not deleted, by id. The list follows the websites' events, so it is a moment behind. */
export const listWebsites = defineRoute({
  method: "GET",
  path: "/websites",
  access: { kind: "tenant", permission: "websites:read" },
  query: listQuerySchema.extend({ tenantId: tenantIdSchema.optional() }),
  async handle({ query, services }) {
    return services.controlPlane === null
      ? fail("control-plane-unavailable", "No control plane is configured, and it is what has the list.")
      : answer(200, await services.controlPlane.listWebsites(query));
  },
});
