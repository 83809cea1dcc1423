import { usageSchema } from "#domain/contracts/index.ts";
import { answer } from "../answer.ts";
import { idListQuerySchema } from "../list-query.ts";
import { defineRoute } from "../route.ts";

/** `GET /tenant/usage`: what is used of the quota. The list in it is that of websites' traffic. */
export const getUsage = defineRoute({
  method: "GET",
  path: "/tenant/usage",
  access: { kind: "tenant", permission: "usage:read" },
  summary: "Get what the tenant uses of its quota",
  answers: { 200: usageSchema },
  query: idListQuerySchema,
  async handle({ context, query, services }) {
    return answer(200, await services.readUsage(context.tenantId, query));
  },
});
