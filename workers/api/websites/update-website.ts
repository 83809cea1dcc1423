import { z } from "zod";
import {
  createWebsiteInputSchema,
  websiteSchema,
  type UpdateWebsiteInput,
  type Website,
} from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { customDomains, siteHostname, siteLabelOf } from "#domain/hostname/index.ts";
import { versionToMatch } from "#domain/http/index.ts";
import { subdomainSchema } from "#domain/tenant/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { withinReservation } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import { defineRoute, type Call } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";
import { takerOf, takingOver } from "./taking-over.ts";
import { websiteAnswer } from "./website-answer.ts";

const wholeSchema = z.strictObject({
  name: createWebsiteInputSchema.shape.name,
  /** It is `<subdomain>.<the tenant's>.<the sites' domain>` from now on; the name before leads to it. */
  subdomain: subdomainSchema.optional(),
});
const bodySchema = wholeSchema
  .partial()
  .refine(({ name, subdomain }) => name !== undefined || subdomain !== undefined, "must have a name or a subdomain");
type Body = z.output<typeof bodySchema>;

const changing = {
  path: "/websites/:websiteId",
  access: { kind: "website", permission: "websites:write" },
  headers: ["If-Match"],
  answers: { 200: websiteSchema },
  refusals: [...placementRefusals, "hostname-not-allowed", "quota-exceeded"],
  params: websitePath,
} as const;

/**
 * `PATCH /websites/:websiteId`: what is left out stays. With another `subdomain` visitors of the old one are led to the new one by a
 * 308, path and query kept, from the moment on in which the new one is served, until the tenant gives the old one to another website.
 * The last 20 names that a website had lead to it. It takes no room of the quota.
 */
export const updateWebsite = defineRoute({
  ...changing,
  method: "PATCH",
  summary: "Change a website's name or address",
  body: bodySchema,
  handle: change,
});

/** `PUT /websites/:websiteId`: the same of all of it. One that is reached by domains of its own alone is given no `subdomain`. */
export const replaceWebsite = defineRoute({
  ...changing,
  method: "PUT",
  summary: "Update a website",
  body: wholeSchema,
  handle: change,
});

type Changing = Call<WebsiteContext, unknown, unknown, Body>;

async function change(call: Changing): Promise<Handled> {
  const { context, body, headers, services } = call;
  const version = versionToMatch(headers);
  if (!version.ok) return version;
  const found = await services.onWebsite(context.website, (website) => website.describe());
  if (!found.ok) return found;
  const { hostnames } = found.value;
  const rename = renameOf(call, hostnames);
  const free = rename === undefined ? ok(null) : freeHostnames([rename.to], context, services);
  if (!free.ok) return free;
  const input: UpdateWebsiteInput = { ifVersion: version.value, name: body.name, rename };
  const update = (untilMs?: number): Promise<Result<Website>> =>
    services.onWebsite(context.website, (website) => website.update(input, untilMs));
  if (rename === undefined) return websiteAnswer(await update());
  const domains = customDomains(hostnames, services.sitesDomain);
  return websiteAnswer(
    await withinReservation(services, context.website, domains, (_, untilMs) =>
      takingOver(services, takerOf(context), () => update(untilMs)),
    ),
  );
}

/** The first of the website's names below its tenant's makes room for the new one. */
function renameOf({ body, context, services }: Changing, hostnames: readonly string[]): UpdateWebsiteInput["rename"] {
  if (body.subdomain === undefined) return undefined;
  const { subdomain: tenant } = context.state;
  const { sitesDomain } = services;
  const from = hostnames.find((hostname) => siteLabelOf(hostname, tenant, sitesDomain) !== null) ?? null;
  return { from, to: siteHostname(body.subdomain, tenant, sitesDomain) };
}
