import { z } from "zod";
import { createWebsiteInputSchema, websiteSchema, type CreateWebsiteInput } from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { customDomains, siteHostname } from "#domain/hostname/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import { subdomainSchema } from "#domain/tenant/index.ts";
import type { TenantContext } from "../access/context.ts";
import { answer, type Handled } from "../answer.ts";
import { apiBasePath } from "../paths.ts";
import { ownTheme, withinReservation } from "../quotas/index.ts";
import { defineRoute, type Call } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";
import { newWebsiteId, reportAttempt } from "./new-website-id.ts";
import { takerOf, takingOver } from "./taking-over.ts";
import { welcomePage } from "./welcome-page.ts";

const bodySchema = createWebsiteInputSchema
  .omit({ records: true })
  .partial({ websiteId: true, tenantId: true, theme: true, hostnames: true })
  .extend({
    /** Makes it `<subdomain>.<the tenant's>.<the sites' domain>`, beside the hostnames. */
    subdomain: subdomainSchema.optional(),
    /** Left out, the website's title is its name. */
    configuration: configurationSchema.optional(),
    /** Whether its front page says that something begins here; so it is where no theme is given: whoever brings one brings content too. */
    welcomePage: z.boolean().optional(),
  })
  .refine(({ subdomain, hostnames = [] }) => subdomain !== undefined || hostnames.length > 0, {
    message: "is missing, and so are hostnames",
    path: ["subdomain"],
  });
type Body = z.output<typeof bodySchema>;
const route = "/websites";

/**
 * `POST /websites`: 201 with the new website; 200 with the one that has the id already, if it has the same
 * properties, so that a call may be repeated.
 */
export const createWebsite = defineRoute({
  method: "POST",
  path: route,
  access: { kind: "tenant", permission: "websites:create" },
  summary: "Create a website",
  answers: { 200: websiteSchema, 201: websiteSchema },
  refusals: [
    "website-exists",
    "website-deleted",
    "website-unavailable",
    "hostname-taken",
    "hostname-not-allowed",
    "quota-exceeded",
    "invalid-theme",
    "blob-not-found",
    "release-not-found",
    "storage-full",
  ],
  headers: ["Idempotency-Key"],
  body: bodySchema,
  async handle(call): Promise<Handled> {
    const hostnames = hostnamesOf(call);
    const free = freeHostnames(hostnames, call.context, call.services);
    if (!free.ok) return free;
    const id = await newWebsiteId(call, call.body.websiteId, route);
    if (!id.ok) return id;
    const { websiteId, existed } = id.value;
    const input = inputOf(call, hostnames, websiteId);
    if (!input.ok) return input;
    const { onNewWebsite, sitesDomain } = call.services;
    const { tenantId } = call.context;
    const theme = await ownTheme(call.services, tenantId, input.value.theme);
    if (!theme.ok) return theme;
    const domains = customDomains(hostnames, sitesDomain);
    const result = await withinReservation(call.services, { tenantId, websiteId }, domains, (registered, untilMs) =>
      takingOver(call.services, takerOf(call.context), () =>
        onNewWebsite(registered, (website) => website.create(input.value, untilMs)),
      ),
    );
    const created = answer(existed ? 200 : 201, result);
    if (!created.ok) return created;
    const headers = { Location: `${apiBasePath}/websites/${websiteId}` };
    return { ok: true, value: { ...created.value, headers } };
  },
});

function inputOf(
  call: Call<TenantContext, unknown, unknown, Body>,
  hostnames: readonly string[],
  websiteId: string,
): Result<CreateWebsiteInput, "invalid-request" | "tenant-mismatch"> {
  const { services } = call;
  const { subdomain: _, welcomePage: isWelcoming, ...body } = call.body;
  const { tenantId } = call.context;
  if (body.tenantId !== undefined && body.tenantId !== tenantId) {
    reportAttempt(call, body.tenantId, route, "A website was to be created in another tenant than the call's.");
    return fail("tenant-mismatch", "tenantId: is another tenant's than the call's.");
  }
  const theme = body.theme ?? services.defaultTheme;
  if (theme === null) return fail("invalid-request", "theme: is missing, and no default is configured");
  const records = (isWelcoming ?? call.body.theme === undefined) ? { records: [welcomePage(body.name)] } : {};
  const configuration = body.configuration ?? configurationSchema.parse({ title: body.name });
  return {
    ok: true,
    value: { ...body, hostnames: [...hostnames], websiteId, tenantId, theme, configuration, ...records },
  };
}

function hostnamesOf({ body, context, services }: Call<TenantContext, unknown, unknown, Body>): readonly string[] {
  const { subdomain, hostnames = [] } = body;
  if (subdomain === undefined) return hostnames;
  return [siteHostname(subdomain, context.state.subdomain, services.sitesDomain), ...hostnames];
}
