import { z } from "zod";
import {
  previewAddressSchema,
  previewAtParameter,
  previewBodySchema,
  previewPathPrefix,
} from "#domain/contracts/index.ts";
import { documentOfCopy } from "#domain/editing/index.ts";
import { ok } from "#domain/errors/index.ts";
import { answer } from "../answer.ts";
import { documentPath } from "../paths.ts";
import { previewHost } from "../previews/preview-host.ts";
import { viewerOf } from "../previews/viewer-of.ts";
import { changeRefusals } from "../refusals.ts";
import { defineRoute } from "../route.ts";

const previewBody = z.strictObject({
  expiresInMs: previewBodySchema.shape.expiresInMs,
  hostname: previewBodySchema.shape.hostname,
});
const addressSchema = previewAddressSchema.extend({
  /** Where the document itself is, within what is shown: there the address leads. */
  path: z.string(),
});

/**
 * `POST /websites/:websiteId/documents/:documentId/preview`: an address at which whoever knows it sees the website as it would be with
 * the working copy published, made by what makes visitors' pages. At the hostname of the website that is asked for, else at one that the
 * platform has given it.
 */
export const previewDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents/:documentId/preview",
  access: { kind: "website", permission: "content:read" },
  summary: "Preview a document",
  answers: { 201: addressSchema },
  refusals: [...changeRefusals, "document-not-found", "too-many-requests"],
  params: documentPath,
  body: previewBody,
  async handle({ context, params, services, body }) {
    const found = await services.content(context, "getDocument", params);
    if (!found.ok) return found;
    const { document } = found.value;
    const described = await services.onWebsite(context.website, (website) => website.describe());
    if (!described.ok) return described;
    const host = await previewHost(services, context, described.value, body.hostname);
    if (!host.ok) return host;
    const put = [documentOfCopy(document, "published")];
    const changed = await services.onWebsite(context.website, (website) =>
      website.createChange({ leaves: {}, documents: { put, delete: [] } }),
    );
    // Nothing would change: what is shown is what there is.
    const isServed = !changed.ok && changed.failure.code === "invalid-request";
    if (!changed.ok && !isServed) return changed;
    const { activeReleaseId } = described.value;
    const shown = changed.ok ? { changeId: changed.value.changeId } : { releaseId: activeReleaseId };
    const preview = await services.onWebsite(context.website, (website) =>
      website.createPreview({ ...shown, ...viewerOf(context), expiresInMs: body.expiresInMs }),
    );
    if (!preview.ok) return preview;
    const { token, expiresAt, releaseId } = preview.value;
    const at = `${previewAtParameter}=${encodeURIComponent(document.path)}`;
    const url = `${services.siteOrigin(host.value)}${previewPathPrefix}${token}?${at}`;
    return answer(201, ok({ url, expiresAt, releaseId, path: document.path }));
  },
});
