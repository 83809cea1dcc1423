import { z } from "zod";
import { createWebsiteInputSchema, websiteSchema, type CreateWebsiteInput } from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import type { TenantContext } from "../access/context.ts";
import { refusedAttempt } from "../access/refused-attempt.ts";
import { answer, type Handled } from "../answer.ts";
import { idFor } from "../idempotency.ts";
import { apiBasePath } from "../paths.ts";
import { defineRoute, type Call } from "../route.ts";
import { freeHostnames } from "./free-hostnames.ts";

const bodySchema = createWebsiteInputSchema.partial({ websiteId: true, tenantId: true, theme: true }).extend({
  /** Left out, the website's title is its name. */
  configuration: configurationSchema.optional(),
});
type Body = z.output<typeof bodySchema>;

/**
 * `POST /websites`: 201 with the new website; 200 with the one that has the id already, if it has the same
 * properties, so that a call may be repeated.
 */
export const createWebsite = defineRoute({
  method: "POST",
  path: "/websites",
  access: { kind: "tenant", permission: "websites:create" },
  summary: "Create a website",
  answers: { 200: websiteSchema, 201: websiteSchema },
  refusals: [
    "website-exists",
    "website-deleted",
    "website-unavailable",
    "hostname-taken",
    "invalid-theme",
    "blob-not-found",
    "storage-full",
  ],
  headers: ["Idempotency-Key"],
  body: bodySchema,
  async handle(call): Promise<Handled> {
    const free = freeHostnames(call.body.hostnames, call.services);
    if (!free.ok) return free;
    const websiteId = idFor(call, call.body.websiteId, "website");
    if (!websiteId.ok) return websiteId;
    const input = inputOf(call, websiteId.value ?? uuidV7(call.services.now()));
    if (!input.ok) return input;
    const { onNewWebsite, ownerOf, registerWebsite } = call.services;
    const id = input.value.websiteId;
    // An id made just now names nothing yet: only a chosen one is looked up.
    const owner = websiteId.value === null ? null : await ownerOf(id);
    if (owner !== null && owner !== call.context.tenantId) {
      reportAttempt(call, owner, "The id of the website to be created is that of another tenant's.");
      return fail(
        "website-not-found",
        "There is no website of the tenant with this id, and it cannot be used for one.",
      );
    }
    const registered = await registerWebsite(call.context, id);
    if (!registered.ok) return registered;
    const existed = owner !== null;
    const result = await onNewWebsite(registered.value, (website) => website.create(input.value));
    const created = answer(existed ? 200 : 201, result);
    if (!created.ok) return created;
    const headers = { Location: `${apiBasePath}/websites/${id}` };
    return { ok: true, value: { ...created.value, headers } };
  },
});

function inputOf(
  call: Call<TenantContext, unknown, unknown, Body>,
  websiteId: string,
): Result<CreateWebsiteInput, "invalid-request" | "tenant-mismatch"> {
  const { body, services } = call;
  const { tenantId } = call.context;
  if (body.tenantId !== undefined && body.tenantId !== tenantId) {
    reportAttempt(call, body.tenantId, "A website was to be created in another tenant than the call's.");
    return fail("tenant-mismatch", "tenantId: is another tenant's than the call's.");
  }
  const theme = body.theme ?? services.defaultTheme;
  if (theme === null) return fail("invalid-request", "theme: is missing, and no default is configured");
  const configuration = body.configuration ?? configurationSchema.parse({ title: body.name });
  return { ok: true, value: { ...body, websiteId, tenantId, theme, configuration } };
}

function reportAttempt(
  { context, services }: Call<TenantContext, unknown, unknown, Body>,
  ownerTenantId: string,
  reason: string,
): void {
  const { actor, tenantId, origin } = context;
  const name = actor.kind === "person" ? actor.personId : actor.kind;
  const attempt = { actor: name, actorTenantId: tenantId, method: "POST", route: "/websites", reason, origin };
  services.reportRefusal(ownerTenantId, refusedAttempt(attempt, services.now()));
}
