import { ok } from "#domain/errors/index.ts";
import { entityTag, isKnown } from "#domain/http/index.ts";
import { tenantSettingsSchema } from "#domain/tenant/index.ts";
import { defineRoute } from "../route.ts";

/** `GET /tenant/settings`: from the tenant's own tables. */
export const getSettings = defineRoute({
  method: "GET",
  path: "/tenant/settings",
  access: { kind: "tenant", permission: "profile:read" },
  summary: "Get the tenant's settings",
  headers: ["If-None-Match"],
  answers: { 200: tenantSettingsSchema, 304: null },
  async handle({ context, services, headers }) {
    const found = await services.readSettings(context);
    if (!found.ok) return found;
    const tag = { ETag: entityTag(found.value.version) };
    return isKnown(headers, found.value.version)
      ? ok({ status: 304, body: null, headers: tag })
      : ok({ status: 200, body: found.value, headers: tag });
  },
});
