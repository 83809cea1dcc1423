import type { TenantRpc } from "#domain/contracts/index.ts";
import { answered } from "#durable-objects/support/index.ts";
import type { WebsiteContext } from "./website-context.ts";

/** So many are told of by one call. */
const atOnce = 500;

/**
 * Tells the tenant which files a deleted website's media named, before that is forgotten: their room is free again unless others of the
 * tenant's websites name them. Begun again it tells the same again, which changes nothing.
 */
export async function leaveBlobs(
  { content }: Pick<WebsiteContext, "content">,
  websiteId: string,
  tenant: Pick<TenantRpc, "leaveBlobs" | "leaveEditedBlobs">,
): Promise<void> {
  await answered(tenant.leaveEditedBlobs(websiteId));
  for (let after = ""; ;) {
    const digests = content.mediaFilesAfter(after, atOnce);
    if (digests.length > 0) await answered(tenant.leaveBlobs(digests));
    if (digests.length < atOnce) return;
    after = digests.at(-1)!;
  }
}
