import { fail, ok } from "#domain/errors/index.ts";
import { request } from "undici";
import { ProviderUnavailable } from "../../provider/index.ts";
import type { OpenedBuckets } from "../open-buckets.ts";
import type { BlobBody, BlobClaim, PartBucket } from "../port.ts";
import { s3Bucket } from "./bucket.ts";
import { S3Connection, type S3Options } from "./client.ts";

const expiresInS = 600;

/** Tenants' prefixes in one bucket, by the platform's keys. */
export function openS3Buckets(options: S3Options): OpenedBuckets {
  const connection = new S3Connection(options);
  return {
    of: (tenantId) => withParts(connection, tenantId),
    // A prefix is there as soon as something is under it.
    ensureHomeExists: async () => {},
    serveSigned: null,
    close: () => connection.close(),
  };
}

/** Parts are sent as whoever has a signed request sends them: so the service holds them to their digest. */
function withParts(connection: S3Connection, tenantId: string): PartBucket {
  const bucket = s3Bucket(connection, tenantId);
  return {
    ...bucket,
    async putPart(upload, part, body, claim) {
      const signed = await bucket.signPart(upload, part, claim, { expiresInS });
      if (!signed.ok) return signed;
      const { url, headers, method } = signed.value;
      const bytes = await collect(body, claim);
      const sent = await connection.call(
        (signal) => request(url, { method, headers, body: bytes, signal }),
        undefined,
        claim.bytes,
      );
      await sent.body.dump();
      if (sent.statusCode === 200) return ok({ etag: String(sent.headers["etag"] ?? "") });
      if (sent.statusCode === 404) return fail("upload-not-found", "There is no such upload.");
      if (sent.statusCode === 400) return fail("digest-mismatch", `The bytes are not the ${claim.bytes} announced.`);
      throw new ProviderUnavailable(`The blob store answered ${sent.statusCode} to a part.`);
    },
  };
}

async function collect(body: BlobBody, { bytes }: BlobClaim): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const held = Buffer.alloc(bytes);
  let length = 0;
  for await (const chunk of body) {
    if (length + chunk.byteLength > bytes) break;
    held.set(chunk, length);
    length += chunk.byteLength;
  }
  return held.subarray(0, length);
}
