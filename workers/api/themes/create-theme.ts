import { z } from "zod";
import { storedThemeSchema } from "#domain/contracts/index.ts";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { themeDigestOf, themeManifestBytesMax, themePackageSchema, type ThemePackage } from "#domain/theme/index.ts";
import type { TenantContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import { ownBlobs, storeBlobs } from "../quotas/index.ts";
import { defineRoute, type Route } from "../route.ts";
import { createThemeFromZip } from "./create-theme-from-zip.ts";

/** More than any theme has. */
const filesMax = 500;
/** The largest zip, in bytes. */
const zipBytesMax = 20_000_000;

/** Stores the manifest of a package whose files were uploaded as blobs before. */
const createThemeFromManifest = defineRoute({
  method: "POST",
  path: "/themes",
  access: { kind: "tenant", permission: "themes:write" },
  summary: "Upload a theme",
  answers: { 201: storedThemeSchema },
  refusals: ["invalid-theme", "blob-not-found", "storage-full", "quota-exceeded"],
  body: z.strictObject({ package: themePackageSchema }),
  async handle({ context, body, services }) {
    const digests = [...new Set(Object.values(body.package.files).map((file) => file.digest))];
    if (digests.length > filesMax) {
      return fail("invalid-theme", `A theme may have at most ${filesMax} files.`);
    }
    const own = await ownBlobs(services, context.tenantId, digests);
    if (!own.ok) return own;
    const stored = await storeManifest(services, context.tenantId, body.package);
    return stored.ok ? ok({ status: 201, body: { theme: stored.value } }) : stored;
  },
});

/**
 * `POST /themes`: as JSON the manifest of a package whose files were uploaded before, or as `application/zip` all of it.
 * Repeating the call is harmless: the same package has the same digest.
 */
export const createTheme: Route = {
  ...createThemeFromManifest,
  accepts: "json-or-zip",
  bodyBytesMax: zipBytesMax,
  async run(call) {
    if (call.contentType === "application/zip") {
      // The middleware made it of this route's own access.
      const { tenantId } = call.context as TenantContext;
      return createThemeFromZip(call.bytes, call.services, tenantId);
    }
    if (call.bytes.byteLength <= themeManifestBytesMax) return createThemeFromManifest.run(call);
    return fail("payload-too-large", `The body may have at most ${themeManifestBytesMax} bytes.`, {
      bytesMax: themeManifestBytesMax,
    });
  },
};

/** The manifest comes last: whoever finds it finds all that it names. */
async function storeManifest(services: ApiServices, tenantId: string, theme: ThemePackage): Promise<Result<Digest>> {
  const digest = themeDigestOf(theme);
  const bytes = Uint8Array.from(new TextEncoder().encode(canonicalJson(theme)));
  const stored = await storeBlobs(services, tenantId, new Map([[digest, bytes]]));
  return stored.ok ? ok(digest) : stored;
}
