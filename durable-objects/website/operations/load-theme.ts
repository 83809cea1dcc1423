import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { themeDigestOf, themeManifestBytesMax, themePackageSchema, type ThemePackage } from "#domain/theme/index.ts";
import { BlobMismatch, type BlobStore } from "#durable-objects/support/blobs/index.ts";

/** The theme package of this digest, read from the blobs and checked. */
export async function loadTheme(
  blobs: BlobStore,
  digest: Digest,
): Promise<Result<ThemePackage, "blob-not-found" | "invalid-theme">> {
  const bytes = await blobs.get(digest, themeManifestBytesMax).catch(throwUnlessMismatch);
  if (bytes === null)
    return fail("blob-not-found", `No theme package with the digest ${digest} was uploaded.`, { digest });
  const parsed = themePackageSchema.safeParse(bytes === "mismatch" ? undefined : parseJson(bytes));
  if (!parsed.success || themeDigestOf(parsed.data) !== digest) {
    return fail("invalid-theme", `The blob ${digest} is not a theme package.`, { digest });
  }
  return ok(parsed.data);
}

/** A blob that is too long for a manifest is none. */
function throwUnlessMismatch(error: unknown): "mismatch" {
  if (error instanceof BlobMismatch) return "mismatch";
  throw error;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
