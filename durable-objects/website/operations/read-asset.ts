import type { Asset } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** Those of these blobs that `readAsset` knows. */
export function namedAssets(context: WebsiteContext, digests: readonly string[]): readonly string[] {
  return digests.filter((digest) => readAsset(context, digest).ok);
}

/** What a blob is that a retained release's theme or media name; of themes' files the name is in the address already. */
export function readAsset({ releases, content }: WebsiteContext, digest: string): Result<Asset, "asset-not-found"> {
  const contentType = releases.assetContentType(digest);
  const asset = contentType === null ? content.mediaFile(digest) : { contentType, fileName: null };
  return asset === null ? fail("asset-not-found", "No release of this website has such an asset.") : ok(asset);
}
