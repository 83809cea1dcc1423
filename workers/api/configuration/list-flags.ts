import { anyFlagNameSchema, featureFlagSchema } from "#domain/configuration/index.ts";
import { pageOf } from "#domain/contracts/index.ts";
import { listQuerySchema } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedWith } from "./configure.ts";
import { pageByName } from "./page-by-name.ts";

/** `GET /websites/:websiteId/feature-flags`: of the active release, by name. */
export const listFlags = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/feature-flags",
  access: { kind: "website", permission: "content:read" },
  summary: "List feature flags",
  headers: ["If-None-Match"],
  answers: { 200: pageOf(featureFlagSchema), 304: null },
  params: websitePath,
  query: listQuerySchema.extend({ cursor: anyFlagNameSchema.optional() }),
  async handle({ context, services, headers, query }) {
    const found = await services.onWebsite(context.website, (website) => website.readConfiguration());
    if (!found.ok) return found;
    const page = pageByName(found.value.flags, query, (name, enabled) => ({ name, enabled }));
    return taggedWith(found.value.digest, headers, page);
  },
});
