import { websiteSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag, isKnown } from "#domain/http/index.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { websiteAnswer } from "./website-answer.ts";

/**
 * `GET /websites/:websiteId`: as its object has it. The ETag counts what visitors get of it and its names; counts of the moment, such
 * as its sockets, change without it.
 */
export const getWebsite = defineRoute({
  method: "GET",
  path: "/websites/:websiteId",
  access: { kind: "website", permission: "websites:read" },
  summary: "Get a website",
  headers: ["If-None-Match"],
  answers: { 200: websiteSchema, 304: null },
  params: websitePath,
  async handle({ context, headers, services }) {
    const found = await services.onWebsite(context.website, (website) => website.describe());
    if (!found.ok) return found;
    const { version } = found.value.serving;
    return isKnown(headers, version)
      ? ok({ status: 304, body: null, headers: { ETag: entityTag(version) } })
      : websiteAnswer(found);
  },
});
