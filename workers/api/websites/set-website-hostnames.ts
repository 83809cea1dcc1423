import { createWebsiteInputSchema, drainedSchema } from "#domain/contracts/index.ts";
import { customDomains } from "#domain/hostname/index.ts";
import { answer } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { withinReservation } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";
import { takerOf, takingOver } from "./taking-over.ts";

/** `PUT /websites/:websiteId/hostnames`: these and no others; in force everywhere once this has answered. */
export const setWebsiteHostnames = defineRoute({
  method: "PUT",
  path: "/websites/:websiteId/hostnames",
  access: { kind: "website", permission: "websites:write" },
  summary: "Set a website's hostnames",
  answers: { 200: drainedSchema },
  refusals: [...placementRefusals, "hostname-not-allowed", "quota-exceeded"],
  params: websitePath,
  body: createWebsiteInputSchema.pick({ hostnames: true }),
  async handle({ context, body, services }) {
    const { hostnames } = body;
    const free = freeHostnames(hostnames, context, services);
    if (!free.ok) return free;
    const domains = customDomains(hostnames, services.sitesDomain);
    const set = await withinReservation(services, context.website, domains, (_, untilMs) =>
      takingOver(services, takerOf(context), () =>
        services.onWebsite(context.website, (website) => website.setHostnames(hostnames, untilMs)),
      ),
    );
    return answer(200, set);
  },
});
