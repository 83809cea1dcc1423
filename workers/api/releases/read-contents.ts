import { releaseContentsSchema } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { mayExport } from "../exports/may-export.ts";
import { releaseNamePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/**
 * `GET /websites/:websiteId/releases/:releaseId/contents`: the values of its leaves as they are stored, of the active release by
 * the name `active`.
 */
export const readContents = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/releases/:releaseId/contents",
  access: { kind: "website", permission: "export:create" },
  summary: "Read what a release is made of",
  answers: { 200: releaseContentsSchema },
  refusals: ["release-not-found"],
  params: releaseNamePath,
  async handle({ context, params: { releaseId }, services }) {
    const allowed = await mayExport(context, services);
    if (!allowed.ok) return allowed;
    const read = await services.onWebsite(context.website, (website) => website.readContents(releaseId));
    if (!read.ok) return read;
    const { hostname, ...contents } = read.value;
    return ok({
      status: 200,
      body: { ...contents, address: hostname === null ? null : services.siteOrigin(hostname) },
    });
  },
});
