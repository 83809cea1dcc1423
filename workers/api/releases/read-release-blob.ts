import { z } from "zod";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import { mayExport } from "../exports/may-export.ts";
import { releaseBlobPath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/releases/:releaseId/blobs/:digest`: the bytes of a file of its theme, or of its media. */
export const readReleaseBlob = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/releases/:releaseId/blobs/:digest",
  access: { kind: "website", permission: "export:create" },
  summary: "Read a file of a release",
  answers: { 200: z.string() },
  linesOf: "application/octet-stream",
  refusals: ["release-not-found", "blob-not-found"],
  params: releaseBlobPath,
  async handle({ context, params: { releaseId, digest }, services }) {
    const allowed = await mayExport(context, services);
    if (!allowed.ok) return allowed;
    const named = await isNamed(services, context, releaseId, digest);
    if (!named.ok) return named;
    const stream = named.value ? await services.blobs.open(digest) : null;
    if (stream === null) return fail("blob-not-found", "The release has no such file.", { digest });
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": "attachment",
      ETag: `"${digest}"`,
    };
    return ok({ status: 200, body: null, headers, stream });
  },
});

/** What a tenant may read is what its websites serve: of other blobs it is not told whether they are there. */
async function isNamed(
  services: ApiServices,
  context: WebsiteContext,
  releaseId: string,
  digest: Digest,
): Promise<Result<boolean>> {
  const asset = await services.onWebsite(context.website, (website) => website.readAsset(digest));
  if (asset.ok) return ok(true);
  if (asset.failure.code !== "asset-not-found") return asset;
  const contents = await services.onWebsite(context.website, (website) => website.readContents(releaseId));
  if (!contents.ok) return contents;
  return ok(Object.values(contents.value.theme.files).some((file) => file.digest === digest));
}
