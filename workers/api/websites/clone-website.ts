import { createWebsiteInputSchema, websiteSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { customDomains, siteHostname } from "#domain/hostname/index.ts";
import { releaseIdSchema } from "#domain/release/index.ts";
import { subdomainSchema } from "#domain/tenant/index.ts";
import { answer, type Handled } from "../answer.ts";
import { apiBasePath, websitePath } from "../paths.ts";
import { withinReservation } from "../quotas/index.ts";
import { defineRoute } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";
import { newWebsiteId } from "./new-website-id.ts";
import { takerOf, takingOver } from "./taking-over.ts";

const bodySchema = createWebsiteInputSchema
  .pick({ websiteId: true, name: true, hostnames: true })
  .partial({ websiteId: true, hostnames: true })
  .extend({
    /** Makes it `<subdomain>.<the tenant's>.<the sites' domain>`, beside the hostnames. */
    subdomain: subdomainSchema.optional(),
    /** Left out, the release that is active. */
    releaseId: releaseIdSchema.optional(),
  })
  .refine(({ subdomain, hostnames = [] }) => subdomain !== undefined || hostnames.length > 0, {
    message: "is missing, and so are hostnames",
    path: ["subdomain"],
  });

const route = "/websites/:websiteId/clone";

/**
 * `POST /websites/:websiteId/clone`: another website of the tenant with an equal release: theme, settings, configuration and all
 * content, comments too, digest by digest. Its files are the same blobs, which count once. Apart from the release nothing is taken
 * along: no history, drafts, branches or previews, no counts, and no secrets, of which releases hold but names.
 *
 * 201 with the website; 202 while the content of a large one is still being copied: then it is `provisioning`, says how far it is
 * (`copying`), and becomes active by itself; 200 when it was there already. With a `websiteId` or an `Idempotency-Key` the call may
 * be repeated.
 */
export const cloneWebsite = defineRoute({
  method: "POST",
  path: route,
  access: { kind: "website", permission: "websites:create" },
  summary: "Clone a website",
  answers: { 200: websiteSchema, 201: websiteSchema, 202: websiteSchema },
  refusals: [
    "website-exists",
    "website-unavailable",
    "hostname-taken",
    "hostname-not-allowed",
    "invalid-transition",
    "release-not-found",
    "quota-exceeded",
  ],
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: bodySchema,
  async handle(call): Promise<Handled> {
    const { context, body, params, services } = call;
    const { tenantId, state } = context;
    const { subdomain, hostnames: given = [], name, releaseId } = body;
    const own = subdomain === undefined ? [] : [siteHostname(subdomain, state.subdomain, services.sitesDomain)];
    const hostnames = [...own, ...given];
    const free = freeHostnames(hostnames, context, services);
    if (!free.ok) return free;
    const id = await newWebsiteId(call, body.websiteId, route);
    if (!id.ok) return id;
    const { websiteId, existed } = id.value;
    const input = { websiteId, tenantId, name, hostnames, sourceId: params.websiteId, releaseId };
    const domains = customDomains(hostnames, services.sitesDomain);
    const cloned = await withinReservation(services, { tenantId, websiteId }, domains, (registered, untilMs) =>
      takingOver(services, takerOf(context), () =>
        services.onNewWebsite(registered, (website) => website.clone(input, untilMs)),
      ),
    );
    if (!cloned.ok) return cloned;
    const isCopying = cloned.value.status === "provisioning";
    const answered = answer(isCopying ? 202 : existed ? 200 : 201, cloned);
    if (!answered.ok) return answered;
    return ok({ ...answered.value, headers: { Location: `${apiBasePath}/websites/${websiteId}` } });
  },
});
