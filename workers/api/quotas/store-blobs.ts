import type { Digest } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { ApiServices } from "../context.ts";

/** How many blobs are stored at once. */
const concurrency = 6;

/**
 * Stores a tenant's blobs within its quota, which has room for all of them, or none is stored. The caller has made sure of their digests.
 *
 * What is new to the tenant is written even where another tenant stored the same: it lies there once, and how long this takes does
 * not tell whether it did before.
 * @returns those that were new to the tenant
 */
export async function storeBlobs(
  services: Pick<ApiServices, "blobs" | "holdBlobs" | "keepBlobs">,
  tenantId: string,
  given: ReadonlyMap<Digest, Uint8Array<ArrayBuffer>>,
): Promise<Result<readonly Digest[]>> {
  const blobs = [...given].map(([digest, bytes]) => ({ digest, bytes: bytes.byteLength }));
  const held = await services.holdBlobs(tenantId, blobs);
  if (!held.ok || held.value.length === 0) return held;
  const isNew = new Set(held.value);
  const stored = blobs.filter(({ digest }) => isNew.has(digest));
  for (let start = 0; start < stored.length; start += concurrency) {
    const some = stored.slice(start, start + concurrency);
    await Promise.all(some.map(({ digest }) => services.blobs.put(digest, given.get(digest)!)));
  }
  const kept = await services.keepBlobs(tenantId, stored);
  return kept.ok ? ok(held.value) : kept;
}
