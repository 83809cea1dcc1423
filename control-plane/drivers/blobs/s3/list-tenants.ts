import { ListMultipartUploadsCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { tenantIdsIn, type TenantPage } from "../../provider/index.ts";
import type { S3Connection } from "./client.ts";

const pageItems = 1_000;
const uploadsFollow = "uploads:";

/**
 * Tenants that have blobs in the bucket, or uploads under way: first those, then these.
 *
 * @param after where the page before ended
 */
export async function listPrefixes(
  connection: S3Connection,
  after: string | null,
  signal: AbortSignal,
): Promise<TenantPage> {
  return after?.startsWith(uploadsFollow) === true
    ? listByUploads(connection, after.slice(uploadsFollow.length), signal)
    : listByObjects(connection, after, signal);
}

async function listByObjects(connection: S3Connection, token: string | null, signal: AbortSignal): Promise<TenantPage> {
  const { client, bucket: Bucket } = connection;
  const more = token === null ? {} : { ContinuationToken: token };
  const command = new ListObjectsV2Command({ Bucket, Prefix: "tenant-", Delimiter: "/", MaxKeys: pageItems, ...more });
  const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }), signal);
  const names = (listed.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix.slice(0, -1));
  return { tenantIds: tenantIdsIn(names, "tenant-"), next: listed.NextContinuationToken ?? uploadsFollow };
}

async function listByUploads(connection: S3Connection, marker: string, signal: AbortSignal): Promise<TenantPage> {
  const { uploads, next } = await listUploadsAfter(connection, marker, signal);
  const names = uploads.map(({ Key }) => Key.split("/")[0]!);
  return { tenantIds: tenantIdsIn(names, "tenant-"), next: next === null ? null : uploadsFollow + next };
}

/** A page of all tenants' uploads. @param marker empty for the first page */
export async function listUploadsAfter(connection: S3Connection, marker: string, signal: AbortSignal) {
  const { client, bucket: Bucket } = connection;
  const [KeyMarker, UploadIdMarker] = marker.split(" ");
  const more = KeyMarker && UploadIdMarker ? { KeyMarker, UploadIdMarker } : {};
  const command = new ListMultipartUploadsCommand({ Bucket, Prefix: "tenant-", MaxUploads: pageItems, ...more });
  const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }), signal);
  const uploads = (listed.Uploads ?? []).map(({ Key = "", UploadId = "", Initiated }) => {
    return { Key, UploadId, startedAtMs: Initiated?.getTime() ?? Date.now() };
  });
  const last = uploads.at(-1);
  return { uploads, next: listed.IsTruncated === true && last !== undefined ? `${last.Key} ${last.UploadId}` : null };
}
