import type { Asset } from "#domain/contracts/index.ts";
import type { Config, Env } from "#workers/config.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { retryIdempotent, websiteRpc } from "#workers/websites/index.ts";
import { assetBytes, assetSize, encodedBytesMax, type AssetBytes } from "./asset-bytes.ts";
import { assetHeaders, isText } from "./asset-headers.ts";
import { byteRange, type ByteRange } from "./byte-range.ts";
import { piecewiseResponse, streamedResponse } from "./body-size.ts";
import { matchesEtag } from "./conditional.ts";
import { plainNotFound } from "./notices.ts";
import { requestEncoding } from "./request-encoding.ts";
import { securityHeaders } from "./security-headers.ts";

export const assetsPrefix = "/_hotswap/assets/";
const assetPathPattern = /^\/_hotswap\/assets\/([0-9a-f]{64})\/[^/]+$/;

/** By website and digest: that a retained release names the asset. Only yes is remembered. */
const knownAssets = new BoundedMap<Asset>(50_000);

/**
 * An asset by its digest: immutable for a year. Served as long as any retained release names it, so that HTML
 * of one release never meets assets of another.
 */
export async function serveAsset(
  request: Request,
  env: Env,
  config: Config,
  websiteId: string,
  path: string,
): Promise<Response> {
  const digest = assetPathPattern.exec(path)?.[1];
  if (digest === undefined) return plainNotFound();
  const asset = await assetOf(env, websiteId, digest);
  if (asset === null) return plainNotFound();
  const isEncodable = isText(asset.contentType) && ((await assetSize(env, digest)) ?? 0) <= encodedBytesMax;
  const encoding = isEncodable ? requestEncoding(request, request.headers, config) : "identity";
  const etag = encoding === "identity" ? `"${digest}"` : `"${digest}-${encoding}"`;
  const headers = assetHeaders(etag, asset, encoding);
  const ifNoneMatch = request.headers.get("If-None-Match");
  if (ifNoneMatch !== null && matchesEtag(ifNoneMatch, etag)) {
    return new Response(null, { status: 304, headers });
  }
  const bytes = await assetBytes(env, digest, encoding);
  if (bytes === null) return plainNotFound();
  if (request.method === "HEAD") return describe(bytes, headers);
  const isWhole = encoding !== "identity";
  return answer(bytes, isWhole ? { kind: "whole" } : byteRange(request.headers, etag, bytes.size), headers);
}

type Headers = Readonly<Record<string, string>>;

/** What a GET would say, without reading a long file. */
function describe({ size }: AssetBytes, headers: Headers): Response {
  return new Response(null, { headers: { ...headers, "Content-Length": String(size) }, encodeBody: "manual" });
}

async function answer(bytes: AssetBytes, range: ByteRange, headers: Headers): Promise<Response> {
  const { size } = bytes;
  if (range.kind === "beyond") {
    return new Response(null, {
      status: 416,
      headers: { "Content-Range": `bytes */${size}`, "Cache-Control": "no-store", ...securityHeaders },
    });
  }
  if (range.kind === "whole") {
    const init = { headers, encodeBody: "manual" } as const;
    if (bytes.kind === "held") return piecewiseResponse(bytes.bytes, init);
    const body = await bytes.open(null);
    return body === null ? plainNotFound() : streamedResponse(body, size, init);
  }
  const { first, last } = range;
  const init = {
    status: 206,
    headers: { ...headers, "Content-Range": `bytes ${first}-${last}/${size}` },
    encodeBody: "manual",
  } as const;
  if (bytes.kind === "held") return piecewiseResponse(bytes.bytes.subarray(first, last + 1), init);
  const body = await bytes.open({ first, last });
  return body === null ? plainNotFound() : streamedResponse(body, last - first + 1, init);
}

async function assetOf(env: Env, websiteId: string, digest: string): Promise<Asset | null> {
  const key = websiteId + digest;
  const known = knownAssets.get(key);
  if (known !== undefined) return known;
  const asset = await retryIdempotent(() => websiteRpc(env, websiteId).readAsset(digest));
  if (!asset.ok) return null;
  knownAssets.set(key, asset.value);
  return asset.value;
}
