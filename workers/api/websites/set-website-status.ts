import { z } from "zod";
import { platformRoleMayInTenant, roleMay } from "#domain/access/index.ts";
import { drainedSchema } from "#domain/contracts/index.ts";
import { fail } from "#domain/errors/index.ts";
import { websiteStatusSchema } from "#domain/website/index.ts";
import type { TenantActor } from "../access/context.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

/**
 * `PUT /websites/:websiteId/status`: in force everywhere once this has answered. `suspended` is the platform's to set and to lift;
 * `deleted` asks for what deleting asks for.
 */
export const setWebsiteStatus = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/status",
  access: { kind: "website", permission: "websites:write" },
  summary: "Set a website's status",
  answers: { 200: drainedSchema },
  refusals: placementRefusals,
  params: websitePath,
  body: z.strictObject({ status: websiteStatusSchema }),
  async handle({ context, body, services }) {
    const byPlatform = isPlatform(context.actor);
    const mayDelete = byPlatform || (context.role !== null && roleMay(context.role, "websites:delete"));
    if (body.status === "deleted" && !mayDelete) return mayNotDelete;
    const set = await services.onWebsite(context.website, (website) => website.setStatus(body.status, { byPlatform }));
    return answer(200, set);
  },
});

/** Whoever acts as somebody else has only what that person has within their tenant. */
function isPlatform(actor: TenantActor): boolean {
  if (actor.kind !== "person") return true;
  const { platformRole, impersonatedBy } = actor;
  return impersonatedBy === null && platformRole !== null && platformRoleMayInTenant(platformRole, "websites:write");
}

const mayNotDelete = fail("forbidden", "The caller's role does not allow to delete websites: ask one of the owners.");
