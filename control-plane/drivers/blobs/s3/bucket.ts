import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { blobPrefix, checkBlobCall } from "../blob-key.ts";
import { pageItemsMax, type BlobBody, type BlobBucket, type BlobClaim, type SignedRequest } from "../port.ts";
import { isS3Error, statusOf, type S3Connection } from "./client.ts";
import { unlessStalled } from "./unless-stalled.ts";
import { claimHeaders, objectUrl, presignRequest } from "./sign-request.ts";
import { s3Uploads } from "./uploads.ts";

const absent = fail("blob-not-found", "There is no such blob.");

/** Under a tenant's prefix in a bucket, by the connection's keys: the platform's own, or the tenant's. */
export function s3Bucket(connection: S3Connection, tenantId: string): BlobBucket {
  const prefix = blobPrefix(tenantId);
  const { client, bucket: Bucket } = connection;
  const inBucket = (key: string) => ({ Bucket, Key: prefix + key });

  return {
    ...s3Uploads(connection, prefix),
    async put(key, body, claim, condition = undefined) {
      const checked = checkBlobCall({ key, claim });
      if (!checked.ok) return checked;
      const command = new PutObjectCommand({
        ...inBucket(key),
        Body: toBody(body),
        ContentLength: claim.bytes,
        ContentType: "application/octet-stream",
        ...(condition === undefined
          ? {}
          : "ifMatch" in condition
            ? { IfMatch: condition.ifMatch }
            : { IfNoneMatch: condition.ifNoneMatch }),
      });
      signBody(command, claim);
      try {
        const put = await connection.call(
          (abortSignal) => client.send(command, { abortSignal }),
          undefined,
          claim.bytes,
        );
        return ok({ etag: put.ETag ?? "" });
      } catch (error) {
        return putFailure(error, claim);
      }
    },
    async get(key, range) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      const isRange = range === undefined || (0 <= range.first && range.first <= range.last);
      if (!isRange) return fail("invalid-request", "range: must begin within the blob");
      const asked = range === undefined ? {} : { Range: `bytes=${range.first}-${range.last}` };
      const command = new GetObjectCommand({ ...inBucket(key), ...asked });
      try {
        const got = await connection.call((abortSignal) => client.send(command, { abortSignal }));
        const whole = /\/(\d+)$/.exec(got.ContentRange ?? "")?.[1];
        return ok({
          bytes: Number(whole ?? got.ContentLength ?? 0),
          etag: got.ETag ?? "",
          modifiedAtMs: got.LastModified?.getTime() ?? 0,
          body: unlessStalled(got.Body as Readable, connection.timeoutMs),
        });
      } catch (error) {
        if (isS3Error(error, "InvalidRange")) return fail("invalid-request", "range: must begin within the blob");
        if (isAbsent(error)) return absent;
        throw error;
      }
    },
    async head(key) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      const command = new HeadObjectCommand(inBucket(key));
      try {
        const head = await connection.call((abortSignal) => client.send(command, { abortSignal }));
        return ok({
          bytes: head.ContentLength ?? 0,
          etag: head.ETag ?? "",
          modifiedAtMs: head.LastModified?.getTime() ?? 0,
        });
      } catch (error) {
        if (isAbsent(error)) return absent;
        throw error;
      }
    },
    async delete(key) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      await connection.call((abortSignal) => client.send(new DeleteObjectCommand(inBucket(key)), { abortSignal }));
      return ok(undefined);
    },
    async list(within, page = {}) {
      const checked = checkBlobCall({ prefix: within, page });
      if (!checked.ok) return checked;
      const after = page.cursor ? { StartAfter: prefix + page.cursor } : {};
      const command = new ListObjectsV2Command({
        Bucket,
        Prefix: prefix + within,
        MaxKeys: page.limit ?? pageItemsMax,
        ...after,
      });
      const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }));
      const items = (listed.Contents ?? []).map(({ Key = "", Size = 0 }) => ({
        key: Key.slice(prefix.length),
        bytes: Size,
      }));
      return ok({ items, cursor: listed.IsTruncated && items.length > 0 ? items.at(-1)!.key : null });
    },
    async signPut(key, claim, { expiresInS }): Promise<Result<SignedRequest, "invalid-request">> {
      const checked = checkBlobCall({ key, claim, expiresInS });
      if (!checked.ok) return checked;
      const url = objectUrl(connection, prefix + key);
      return ok(await presignRequest(connection, { method: "PUT", url, headers: claimHeaders(claim) }, expiresInS));
    },
    async signGet(key, { contentType, expiresInS }) {
      const checked = checkBlobCall({ key, expiresInS });
      if (!checked.ok) return checked;
      const url = objectUrl(connection, prefix + key);
      url.searchParams.set("response-content-type", contentType ?? "application/octet-stream");
      if (contentType === undefined) url.searchParams.set("response-content-disposition", "attachment");
      return ok(await presignRequest(connection, { method: "GET", url, headers: {} }, expiresInS));
    },
  };
}

function toBody(body: BlobBody): Uint8Array | Readable {
  return body instanceof Uint8Array ? body : Readable.from(body);
}

function signBody(command: PutObjectCommand, { sha256 }: BlobClaim): void {
  command.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers["x-amz-content-sha256"] = sha256;
      return next(args);
    },
    { step: "build", name: "claimedDigest" },
  );
}

function putFailure(error: unknown, { bytes }: BlobClaim) {
  if (isS3Error(error, "XAmzContentSHA256Mismatch", "BadDigest", "IncompleteBody", "InvalidDigest")) {
    return fail("digest-mismatch", `The bytes are not the ${bytes} that were announced, or have another digest.`);
  }
  if (isS3Error(error, "PreconditionFailed", "ConditionalRequestConflict") || statusOf(error) === 412) {
    return fail("version-mismatch", "The blob is not the version that it was expected to be.");
  }
  if (isS3Error(error, "QuotaExceeded")) return fail("storage-full", "There is no room for the blob at the moment.");
  throw error;
}

/** A HEAD has no body that could say more than 404; a missing bucket is a fault. */
function isAbsent(error: unknown): boolean {
  return isS3Error(error, "NoSuchKey", "NotFound");
}
