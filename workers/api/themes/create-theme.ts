import { z } from "zod";
import { storedThemeSchema } from "#domain/contracts/index.ts";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { themeDigestOf, themeManifestBytesMax, themePackageSchema, type ThemePackage } from "#domain/theme/index.ts";
import type { BlobStore } from "#durable-objects/support/blobs/index.ts";
import { defineRoute, type Route } from "../route.ts";
import { createThemeFromZip } from "./create-theme-from-zip.ts";

/** Each file costs a look into the blob store, of which a request may make so many on Cloudflare. */
const filesMax = 500;
/** How many looks are made at once. */
const concurrency = 6;

/** The largest zip, in bytes. */
const zipBytesMax = 20_000_000;

/** Stores the manifest of a package whose files were uploaded as blobs before. */
const createThemeFromManifest = defineRoute({
  method: "POST",
  path: "/themes",
  access: { kind: "tenant", permission: "themes:write" },
  summary: "Upload a theme",
  answers: { 201: storedThemeSchema },
  refusals: ["invalid-theme", "blob-not-found", "storage-full"],
  body: z.strictObject({ package: themePackageSchema }),
  async handle({ body, services }) {
    const digests = [...new Set(Object.values(body.package.files).map((file) => file.digest))];
    if (digests.length > filesMax) {
      return fail("invalid-theme", `A theme may have at most ${filesMax} files.`);
    }
    const missing = await missingBlobs(services.blobs, digests);
    if (missing.length > 0) {
      const detail = `Upload the blobs of the theme's files first: ${missing.length} are missing.`;
      return fail("blob-not-found", detail, { missing });
    }
    const theme = await storeManifest(services.blobs, body.package);
    return ok({ status: 201, body: { theme } });
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
    if (call.contentType === "application/zip") return createThemeFromZip(call.bytes, call.services.blobs);
    if (call.bytes.byteLength <= themeManifestBytesMax) return createThemeFromManifest.run(call);
    return fail("payload-too-large", `The body may have at most ${themeManifestBytesMax} bytes.`, {
      bytesMax: themeManifestBytesMax,
    });
  },
};

async function missingBlobs(blobs: BlobStore, digests: readonly Digest[]): Promise<Digest[]> {
  const missing: Digest[] = [];
  for (let start = 0; start < digests.length; start += concurrency) {
    const some = digests.slice(start, start + concurrency);
    const there = await Promise.all(some.map((digest) => blobs.has(digest)));
    missing.push(...some.filter((_, index) => !there[index]));
  }
  return missing;
}

async function storeManifest(blobs: BlobStore, theme: ThemePackage): Promise<Digest> {
  const digest = themeDigestOf(theme);
  await blobs.put(digest, Uint8Array.from(new TextEncoder().encode(canonicalJson(theme))));
  return digest;
}
