import { Readable } from "node:stream";
import { failureCodes, type FailureCode } from "#domain/errors/index.ts";
import type { BlobBody, BlobClaim, PartBucket } from "../port.ts";
import { directoryBucket, type DirectoryBlobsOptions } from "./bucket.ts";
import { verifyUrl, type SignedUrl } from "./sign-url.ts";

/**
 * Answers requests to signed addresses, as an S3 service answers presigned ones: 403 for what is not signed so, 404 for
 * what is not there. A body of another length or digest than was signed leaves nothing. Tenants that are not open are refused too.
 */
export function serveSignedBlobs(
  options: DirectoryBlobsOptions,
  isOpen: (tenantId: string) => Promise<boolean>,
  now: () => number = Date.now,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const signed = verifyUrl(options.baseUrl, options.secret, request, now());
    if (signed === null) return answer(403, "The address was not signed for this, or has expired.");
    if (!(await isOpen(signed.tenantId))) return answer(403, "The tenant is not active.");
    const bucket = directoryBucket(options, signed.tenantId);
    return signed.method === "GET" ? download(bucket, signed, request) : receive(bucket, signed, request);
  };
}

async function download(bucket: PartBucket, { key, terms }: SignedUrl, request: Request): Promise<Response> {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "");
  const first = Number(asked?.[1] ?? 0);
  const last = asked?.[2] ? Number(asked[2]) : Number.MAX_SAFE_INTEGER;
  const found = await bucket.get(key, asked === null ? undefined : { first, last });
  if (!found.ok) return found.failure.code === "invalid-request" ? answer(416, "") : refusal(found.failure.code);
  const { bytes, etag, body } = found.value;
  const end = Math.min(last, bytes - 1);
  return new Response(Readable.toWeb(Readable.from(body)) as ReadableStream, {
    status: asked === null ? 200 : 206,
    headers: {
      "Content-Type": terms.type ?? "application/octet-stream",
      ...(terms.type === undefined ? { "Content-Disposition": "attachment" } : {}),
      "Content-Length": String(asked === null ? bytes : end - first + 1),
      ...(asked === null ? {} : { "Content-Range": `bytes ${first}-${end}/${bytes}` }),
      "Accept-Ranges": "bytes",
      ETag: etag,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox",
    },
  });
}

async function receive(bucket: PartBucket, { key, terms }: SignedUrl, request: Request): Promise<Response> {
  const claim: BlobClaim = { bytes: Number(terms.bytes), sha256: terms.sha256 ?? "" };
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) !== claim.bytes) return refusal("digest-mismatch");
  const body: BlobBody = (request.body as AsyncIterable<Uint8Array> | null) ?? new Uint8Array(0);
  const { upload, part } = terms;
  const put =
    upload === undefined
      ? await bucket.put(key, body, claim)
      : await bucket.putPart({ key, uploadId: upload }, Number(part), body, claim);
  return put.ok ? new Response(null, { status: 200, headers: { ETag: put.value.etag } }) : refusal(put.failure.code);
}

function refusal(code: FailureCode): Response {
  const { status, title } = failureCodes[code];
  return answer(status, title);
}

function answer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
