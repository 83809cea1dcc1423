import type { ContentRecord } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { loadTheme } from "#durable-objects/website/operations/load-theme.ts";
import type { ApiServices } from "../context.ts";

type Services = Pick<ApiServices, "blobs" | "missingBlobs" | "defaultTheme">;

/**
 * Refuses what names blobs that the tenant has not uploaded itself: a website would serve them, and so tell of what other tenants
 * have.
 */
export async function ownBlobs(
  services: Services,
  tenantId: string,
  digests: readonly Digest[],
): Promise<Result<null, "blob-not-found">> {
  if (digests.length === 0) return ok(null);
  const missing = await services.missingBlobs(tenantId, digests);
  if (missing.length === 0) return ok(null);
  return fail("blob-not-found", `Upload the blobs first: ${missing.length} are missing.`, { missing });
}

/** The same of a theme and of its files. The platform's default theme is everybody's. */
export async function ownTheme(
  services: Services,
  tenantId: string,
  theme: Digest | undefined,
): Promise<Result<null, "blob-not-found" | "invalid-theme">> {
  if (theme === undefined || theme === services.defaultTheme) return ok(null);
  const own = await ownBlobs(services, tenantId, [theme]);
  if (!own.ok) {
    return fail("blob-not-found", `No theme package with the digest ${theme} was uploaded.`, { digest: theme });
  }
  const loaded = await loadTheme(services.blobs, theme);
  if (!loaded.ok) return loaded;
  return ownBlobs(
    services,
    tenantId,
    Object.values(loaded.value.files).map(({ digest }) => digest),
  );
}

/** The same of records of content. */
export function ownMedia(
  services: Services,
  tenantId: string,
  records: readonly ContentRecord[],
): Promise<Result<null, "blob-not-found">> {
  return ownBlobs(services, tenantId, records.flatMap(digestsOf));
}

function digestsOf(record: ContentRecord): readonly Digest[] {
  if (record.kind !== "media") return [];
  const { digest, variants } = record.value;
  return [...(digest === null ? [] : [digest]), ...variants.map((variant) => variant.digest)];
}
