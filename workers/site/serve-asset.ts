import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { Config, Env } from "#workers/config.ts";
import { encode, type Encoding } from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { retryIdempotent, websiteRpc } from "#workers/websites/index.ts";
import { byteRange, type ByteRange } from "./byte-range.ts";
import { piecewiseResponse, sizedResponse } from "./body-size.ts";
import { matchesEtag } from "./conditional.ts";
import { plainNotFound } from "./notices.ts";
import { requestEncoding } from "./request-encoding.ts";
import { securityHeaders } from "./security-headers.ts";

export const assetsPrefix = "/_hotswap/assets/";
const assetPathPattern = /^\/_hotswap\/assets\/([0-9a-f]{64})\/[^/]+$/;

/** Content types by website and digest: that a retained release names the asset. Only yes is remembered. */
const contentTypes = new BoundedMap<string>(50_000);
/** Bytes by encoding and digest, verified when they were read; the heaviest are read each time. */
const assets = new BoundedMap<Uint8Array<ArrayBuffer>>(16 * 1024 * 1024);
const keptBytesMax = 1024 * 1024;

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
  const contentType = await contentTypeOf(env, websiteId, digest);
  if (contentType === null) return plainNotFound();
  const encoding = isText(contentType) ? requestEncoding(request, request.headers, config) : "identity";
  const etag = encoding === "identity" ? `"${digest}"` : `"${digest}-${encoding}"`;
  const headers = assetHeaders(etag, contentType, encoding);
  const ifNoneMatch = request.headers.get("If-None-Match");
  if (ifNoneMatch !== null && matchesEtag(ifNoneMatch, etag)) {
    return new Response(null, { status: 304, headers });
  }
  const bytes = await bytesOf(env, digest, encoding);
  if (bytes === null) return plainNotFound();
  return encoding === "identity" && request.method === "GET"
    ? partResponse(bytes, byteRange(request.headers, etag, bytes.byteLength), headers)
    : sizedResponse(bytes, { headers, encodeBody: "manual" });
}

function partResponse(
  bytes: Uint8Array<ArrayBuffer>,
  range: ByteRange,
  headers: Readonly<Record<string, string>>,
): Response {
  const size = bytes.byteLength;
  switch (range.kind) {
    case "whole":
      return piecewiseResponse(bytes, { headers, encodeBody: "manual" });
    case "part": {
      const { first, last } = range;
      return piecewiseResponse(bytes.subarray(first, last + 1), {
        status: 206,
        headers: { ...headers, "Content-Range": `bytes ${first}-${last}/${size}` },
        encodeBody: "manual",
      });
    }
    case "beyond":
      return new Response(null, {
        status: 416,
        headers: { "Content-Range": `bytes */${size}`, "Cache-Control": "no-store", ...securityHeaders },
      });
  }
}

async function contentTypeOf(env: Env, websiteId: string, digest: string): Promise<string | null> {
  const key = websiteId + digest;
  const known = contentTypes.get(key);
  if (known !== undefined) return known;
  const asset = await retryIdempotent(() => websiteRpc(env, websiteId).readAsset(digest));
  if (!asset.ok) return null;
  contentTypes.set(key, asset.value.contentType);
  return asset.value.contentType;
}

async function bytesOf(env: Env, digest: string, encoding: Encoding): Promise<Uint8Array<ArrayBuffer> | null> {
  const known = assets.get(encoding + digest);
  if (known !== undefined) return known;
  const stored = await blobStore(env).get(digest);
  if (stored === null) return null;
  const bytes = encode(stored, encoding);
  if (bytes.byteLength <= keptBytesMax) assets.set(encoding + digest, bytes, bytes.byteLength + 200);
  return bytes;
}

function assetHeaders(etag: string, contentType: string, encoding: Encoding): Readonly<Record<string, string>> {
  return {
    "Content-Type": contentType,
    "Cache-Control": "public, max-age=31536000, immutable",
    ETag: etag,
    // An SVG or HTML file opened by itself runs nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    ...(isText(contentType) ? { Vary: "Accept-Encoding" } : {}),
    ...(encoding === "identity" ? { "Accept-Ranges": "bytes" } : { "Content-Encoding": encoding }),
    ...securityHeaders,
  };
}

function isText(contentType: string): boolean {
  return /^(?:text\/|application\/(?:json|javascript|manifest\+json)|image\/svg)/.test(contentType);
}
