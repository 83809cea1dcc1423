import { z } from "zod";
import { websiteSchema, type Website } from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { customDomains, givenHostnameSchema, hostnameSchema, isWithin } from "#domain/hostname/index.ts";
import { websitePath } from "../paths.ts";
import { withinReservation } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";
import { takerOf, takingOver } from "./taking-over.ts";
import { websiteAnswer } from "./website-answer.ts";

/** `POST /websites/:websiteId/domains`: a domain of the tenant's own beside the website's others; again, it changes nothing. */
export const addDomain = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/domains",
  access: { kind: "website", permission: "websites:write" },
  summary: "Add a custom domain to a website",
  answers: { 200: websiteSchema },
  refusals: [...placementRefusals, "hostname-not-allowed", "quota-exceeded"],
  params: websitePath,
  body: z.strictObject({ hostname: givenHostnameSchema }),
  async handle({ context, body: { hostname }, services }) {
    const { sitesDomain } = services;
    if (isWithin(hostname, sitesDomain)) {
      return fail("hostname-not-allowed", `A name below ${sitesDomain} is given by changing the website's subdomain.`, {
        hostname,
      });
    }
    const free = freeHostnames([hostname], context, services);
    if (!free.ok) return free;
    const found = await services.onWebsite(context.website, (website) => website.describe());
    if (!found.ok) return found;
    const domains = customDomains([...found.value.hostnames, hostname], sitesDomain);
    const edited = await withinReservation<Website>(services, context.website, domains, (_, untilMs) =>
      takingOver(services, takerOf(context), (): Promise<Result<Website>> =>
        services.onWebsite(context.website, (website) =>
          website.editHostnames({ add: [hostname], remove: [] }, untilMs),
        ),
      ),
    );
    return websiteAnswer(edited);
  },
});

/** `DELETE /websites/:websiteId/domains/:hostname`: nobody is served there any more once this has answered. */
export const removeDomain = defineRoute({
  method: "DELETE",
  path: "/websites/:websiteId/domains/:hostname",
  access: { kind: "website", permission: "websites:write" },
  summary: "Take a custom domain from a website",
  answers: { 200: websiteSchema },
  refusals: [...placementRefusals, "domain-not-found", "last-hostname", "quota-exceeded"],
  params: websitePath.extend({ hostname: hostnameSchema }),
  async handle({ context, params: { hostname }, services }) {
    const found = await services.onWebsite(context.website, (website) => website.describe());
    if (!found.ok) return found;
    const domains = customDomains(found.value.hostnames, services.sitesDomain);
    if (!domains.includes(hostname)) {
      return fail("domain-not-found", `The website has no custom domain ${hostname}.`, { hostname });
    }
    // What it has takes no more room; once it has less, the tenant's count follows.
    const edited = await withinReservation<Website>(services, context.website, domains, (_, untilMs) =>
      services.onWebsite(context.website, (website) => website.editHostnames({ add: [], remove: [hostname] }, untilMs)),
    );
    return websiteAnswer(edited);
  },
});
