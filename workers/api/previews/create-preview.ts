import { previewAddressSchema, previewBodySchema, previewPathPrefix } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { answer, type Handled } from "../answer.ts";
import { websitePath } from "../paths.ts";
import { changeRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";
import { previewHost } from "./preview-host.ts";
import { viewerOf } from "./viewer-of.ts";

/**
 * `POST /websites/:websiteId/previews`: an address at which whoever knows it sees what a change would make of the
 * website, or a retained release, until it ends. At the hostname of the website that is asked for, else at one that the platform has
 * given it.
 */
export const createPreview = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/previews",
  access: { kind: "website", permission: "content:read" },
  summary: "Create a preview",
  answers: { 201: previewAddressSchema },
  refusals: [...changeRefusals, "too-many-requests"],
  params: websitePath,
  body: previewBodySchema,
  async handle({ context, body: { hostname, ...shown }, services }): Promise<Handled> {
    const described = await services.onWebsite(context.website, (website) => website.describe());
    if (!described.ok) return described;
    const host = await previewHost(services, context, described.value, hostname);
    if (!host.ok) return host;
    const preview = await services.onWebsite(context.website, (website) =>
      website.createPreview({ ...shown, ...viewerOf(context) }),
    );
    if (!preview.ok) return preview;
    const { token, expiresAt, releaseId } = preview.value;
    const url = `${services.siteOrigin(host.value)}${previewPathPrefix}${token}`;
    return answer(201, ok({ url, expiresAt, releaseId }));
  },
});
