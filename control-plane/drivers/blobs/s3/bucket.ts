import type { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { blobPrefix, checkBlobCall } from "../blob-key.ts";
import { pageItemsMax, type BlobBucket, type BlobClaim, type PutCondition, type SignedRequest } from "../port.ts";
import { ClaimMismatch, claimedBody } from "./claimed-body.ts";
import { isS3Error, statusOf, type S3Connection } from "./client.ts";
import { unlessStalled } from "./unless-stalled.ts";
import { claimHeaders, objectUrl, presignRequest } from "./sign-request.ts";
import { s3Uploads } from "./uploads.ts";

const absent = fail("blob-not-found", "There is no such blob.");

/** Under a tenant's prefix in a bucket, by the connection's keys: the platform's own, or the tenant's. */
export function s3Bucket(connection: S3Connection, tenantId: string): BlobBucket {
  const prefix = blobPrefix(tenantId);
  const { client, bucket: Bucket } = connection;

  /**
   * Whoever may not list all of a bucket is told 403 for what is not there: then a list of what it may list decides. A missing
   * bucket is a fault.
   */
  async function isAbsent(error: unknown, key: string): Promise<boolean> {
    if (isS3Error(error, "NoSuchKey", "NotFound")) return true;
    if (statusOf(error) !== 403) return false;
    const command = new ListObjectsV2Command({ Bucket, Prefix: key, MaxKeys: 1 });
    const listed = await connection.call((abortSignal) => client.send(command, { abortSignal })).catch(() => null);
    return listed !== null && listed.Contents?.[0]?.Key !== key;
  }

  const inBucket = (key: string) => ({ Bucket, Key: prefix + key });

  return {
    ...s3Uploads(connection, prefix),
    async put(key, body, claim, condition) {
      const checked = checkBlobCall({ key, claim });
      if (!checked.ok) return checked;
      // A sender that breaks off, or sends something else, ends the call at once.
      const broken = new AbortController();
      let stream: Readable | null = null;
      try {
        const Body = claimedBody(body, claim);
        if (!(Body instanceof Uint8Array)) {
          stream = Body;
          stream.once("error", (error) => broken.abort(error));
        }
        const command = new PutObjectCommand({
          ...inBucket(key),
          Body,
          ContentLength: claim.bytes,
          ContentType: "application/octet-stream",
          ...conditionHeaders(connection, condition),
        });
        signBody(command, claim);
        const put = await connection.call(
          (abortSignal) => client.send(command, { abortSignal }),
          broken.signal,
          claim.bytes,
        );
        return ok({ etag: put.ETag ?? "" });
      } catch (error) {
        return putFailure(error, claim, condition);
      } finally {
        stream?.destroy();
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
        if (await isAbsent(error, prefix + key)) return absent;
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
        if (await isAbsent(error, prefix + key)) return absent;
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

function signBody(command: PutObjectCommand, { sha256 }: BlobClaim): void {
  command.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers["x-amz-content-sha256"] = sha256;
      return next(args);
    },
    { step: "build", name: "claimedDigest" },
  );
}

function conditionHeaders(
  { gateway }: S3Connection,
  condition?: PutCondition,
): { IfMatch?: string; IfNoneMatch?: string } {
  if (condition === undefined) return {};
  if ("ifNoneMatch" in condition) return { IfNoneMatch: condition.ifNoneMatch };
  return { IfMatch: gateway === "rgw" ? condition.ifMatch.replaceAll('"', "") : condition.ifMatch };
}

function putFailure(error: unknown, { bytes }: BlobClaim, condition?: PutCondition) {
  const isMismatch = isS3Error(error, "XAmzContentSHA256Mismatch", "BadDigest", "IncompleteBody", "InvalidDigest");
  if (error instanceof ClaimMismatch || isMismatch) {
    return fail("digest-mismatch", `The bytes are not the ${bytes} that were announced, or have another digest.`);
  }
  // 405 is what RGW says to one of two writers who both were to be the first.
  const wasBeaten = condition !== undefined && [405, 409, 412].includes(statusOf(error) ?? 0);
  if (wasBeaten) return fail("version-mismatch", "The blob is not the version that it was expected to be.");
  if (isS3Error(error, "QuotaExceeded")) return fail("storage-full", "There is no room for the blob at the moment.");
  throw error;
}
