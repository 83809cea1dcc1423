import { fail, ok } from "#domain/errors/index.ts";
import { entityTag, versionToMatch } from "#domain/http/index.ts";
import { tenantSettingsSchema, updateTenantSettingsInputSchema } from "#domain/tenant/index.ts";
import { defineRoute } from "../route.ts";

/** `PATCH /tenant/settings`: what is left out stays. In the audit log moments after this has answered. */
export const updateSettings = defineRoute({
  method: "PATCH",
  path: "/tenant/settings",
  access: { kind: "tenant", permission: "profile:write" },
  summary: "Update the tenant's settings",
  headers: ["If-Match"],
  refusals: ["storage-full"],
  body: updateTenantSettingsInputSchema,
  answers: { 200: tenantSettingsSchema },
  async handle({ context, services, headers, body }) {
    const version = versionToMatch(headers);
    if (!version.ok) return version;
    const { actor, origin } = context;
    if (actor.kind === "control-plane") return fail("forbidden", "People change their settings by themselves.");
    const input = { ifVersion: version.value, changes: body, actor, origin };
    const written = await services.writeSettings(context, input);
    if (!written.ok) return written;
    return ok({ status: 200, body: written.value, headers: { ETag: entityTag(written.value.version) } });
  },
});
