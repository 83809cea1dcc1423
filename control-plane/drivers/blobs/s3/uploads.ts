import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
} from "@aws-sdk/client-s3";
import { fail, ok } from "#domain/errors/index.ts";
import { checkBlobCall } from "../blob-key.ts";
import { pageItemsMax, type BlobBucket, type Upload, type UploadRef } from "../port.ts";
import { isS3Error, type S3Connection } from "./client.ts";
import { claimHeaders, objectUrl, presignRequest } from "./sign-request.ts";

const noUpload = fail("upload-not-found", "There is no such upload: it was completed, aborted, or never begun.");
const wrongParts = fail(
  "invalid-request",
  "parts: must be all that were uploaded, by their latest tags, in their order and of size",
);

type Uploads = Pick<
  BlobBucket,
  "createUpload" | "signPart" | "listParts" | "completeUpload" | "abortUpload" | "listUploads" | "sweep"
>;

/** Uploads in parts under a prefix. */
export function s3Uploads(connection: S3Connection, prefix: string): Uploads {
  const { client, bucket: Bucket } = connection;
  const of = ({ key, uploadId }: UploadRef) => ({ Bucket, Key: prefix + key, UploadId: uploadId });

  const uploads: Uploads = {
    async createUpload(key) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      const command = new CreateMultipartUploadCommand({
        Bucket,
        Key: prefix + key,
        ContentType: "application/octet-stream",
      });
      const created = await connection.call((abortSignal) => client.send(command, { abortSignal }));
      return ok({ uploadId: created.UploadId! });
    },
    async signPart(upload, part, claim, { expiresInS }) {
      const checked = checkBlobCall({ upload, part, claim, expiresInS });
      if (!checked.ok) return checked;
      const url = objectUrl(connection, prefix + upload.key);
      url.searchParams.set("partNumber", String(part));
      url.searchParams.set("uploadId", upload.uploadId);
      return ok(await presignRequest(connection, { method: "PUT", url, headers: claimHeaders(claim) }, expiresInS));
    },
    async listParts(upload, page = {}) {
      const checked = checkBlobCall({ upload, page });
      if (!checked.ok) return checked;
      const after = page.cursor ? { PartNumberMarker: page.cursor } : {};
      const command = new ListPartsCommand({ ...of(upload), MaxParts: page.limit ?? pageItemsMax, ...after });
      try {
        const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }));
        const items = (listed.Parts ?? []).map(({ PartNumber = 0, ETag = "", Size = 0 }) => ({
          part: PartNumber,
          etag: ETag,
          bytes: Size,
        }));
        return ok({ items, cursor: listed.IsTruncated && items.length > 0 ? String(items.at(-1)!.part) : null });
      } catch (error) {
        if (isGone(error)) return noUpload;
        throw error;
      }
    },
    async completeUpload(upload, parts) {
      const checked = checkBlobCall({ upload, parts });
      if (!checked.ok) return checked;
      // RGW 16 takes one that is gone for one that is being completed, and would be asked for ever.
      const there = await uploads.listParts(upload, { limit: 1 });
      if (!there.ok) return there;
      const Parts = parts.map(({ part, etag }) => ({ PartNumber: part, ETag: etag }));
      const command = new CompleteMultipartUploadCommand({ ...of(upload), MultipartUpload: { Parts } });
      try {
        await connection.call((abortSignal) => client.send(command, { abortSignal }));
        return ok(undefined);
      } catch (error) {
        if (isGone(error)) return noUpload;
        if (isS3Error(error, "InvalidPart", "InvalidPartOrder", "EntityTooSmall", "MalformedXML")) return wrongParts;
        if (isS3Error(error, "QuotaExceeded"))
          return fail("storage-full", "There is no room for the blob at the moment.");
        throw error;
      }
    },
    async abortUpload(upload) {
      const checked = checkBlobCall({ upload });
      if (!checked.ok) return checked;
      const command = new AbortMultipartUploadCommand(of(upload));
      try {
        await connection.call((abortSignal) => client.send(command, { abortSignal }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
      return ok(undefined);
    },
    async listUploads(page = {}) {
      const checked = checkBlobCall({ page });
      if (!checked.ok) return checked;
      const [KeyMarker, UploadIdMarker] = (page.cursor ?? "").split(" ");
      const after = KeyMarker && UploadIdMarker ? { KeyMarker: prefix + KeyMarker, UploadIdMarker } : {};
      const MaxUploads = page.limit ?? pageItemsMax;
      const command = new ListMultipartUploadsCommand({ Bucket, Prefix: prefix, MaxUploads, ...after });
      const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }));
      const items = (listed.Uploads ?? []).map(({ Key = "", UploadId = "", Initiated }) => ({
        key: Key.slice(prefix.length),
        uploadId: UploadId,
        startedAtMs: Initiated?.getTime() ?? 0,
      }));
      const last = items.at(-1);
      return ok({ items, cursor: listed.IsTruncated && last !== undefined ? `${last.key} ${last.uploadId}` : null });
    },
    async sweep(beforeMs) {
      const stale: Upload[] = [];
      for (let cursor: string | null = ""; cursor !== null;) {
        const page = await uploads.listUploads({ cursor });
        if (!page.ok) throw new Error(page.failure.detail);
        stale.push(...page.value.items.filter(({ startedAtMs }) => startedAtMs < beforeMs));
        cursor = page.value.cursor;
      }
      for (const upload of stale) await uploads.abortUpload(upload);
      return stale.length;
    },
  };
  return uploads;
}

/** RGW says of some uploads that there is no such key. */
function isGone(error: unknown): boolean {
  return isS3Error(error, "NoSuchUpload", "NoSuchKey");
}
