import { configurationViewSchema } from "#domain/contracts/index.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { taggedWith } from "./configure.ts";

/** `GET /websites/:websiteId/configuration`: of the active release. Of secrets it has the versions, and no more. */
export const getConfiguration = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/configuration",
  access: { kind: "website", permission: "content:read" },
  summary: "Get a website's configuration",
  headers: ["If-None-Match"],
  answers: { 200: configurationViewSchema, 304: null },
  params: websitePath,
  async handle({ context, services, headers }) {
    const found = await services.onWebsite(context.website, (website) => website.readConfiguration());
    return found.ok ? taggedWith(found.value.digest, headers, found.value) : found;
  },
});
