import type { Website } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { BoundedMap } from "#workers/support/bounded-map.ts";

/**
 * The tenant that owns a website; null when there is none. Kept once it is known for good: only a website whose creation was
 * not finished may still be taken back, and its id be used by another.
 */
export async function findOwner(
  owners: BoundedMap<string>,
  websiteId: string,
  describe: () => Promise<Result<Pick<Website, "tenantId" | "status">>>,
): Promise<string | null> {
  const known = owners.get(websiteId);
  if (known !== undefined) return known;
  const website = await describe();
  if (!website.ok) return null;
  const { tenantId, status } = website.value;
  if (status !== "provisioning") owners.set(websiteId, tenantId);
  return tenantId;
}
