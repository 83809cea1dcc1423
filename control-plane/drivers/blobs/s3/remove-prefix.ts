import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from "@aws-sdk/client-s3";
import { ProviderUnavailable } from "../../provider/index.ts";
import { isS3Error, statusOf, type S3Connection } from "./client.ts";

/** What one call lists and the next takes away. */
const pageItems = 1_000;

/**
 * Removes all that is under a prefix, page by page: uploads that are under way, objects, and where the bucket keeps
 * them older versions too. Every page begins at the beginning, so that a removal that broke off is begun again.
 */
export async function removePrefix(connection: S3Connection, prefix: string, signal: AbortSignal): Promise<void> {
  const { client, bucket: Bucket } = connection;
  for (let uploads = await listUploads(connection, prefix, signal); uploads.length > 0;) {
    for (const { Key, UploadId } of uploads) {
      const command = new AbortMultipartUploadCommand({ Bucket, Key, UploadId });
      await connection.call((abortSignal) => client.send(command, { abortSignal }), signal).catch(ignoreGone);
    }
    uploads = await listUploads(connection, prefix, signal);
  }
  for (let objects = await listObjects(connection, prefix, signal); objects.length > 0;) {
    const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects: objects, Quiet: true } });
    const deleted = await connection.call((abortSignal) => client.send(command, { abortSignal }), signal);
    const [failed] = deleted.Errors ?? [];
    // The page would come again for ever.
    if (failed !== undefined) throw new ProviderUnavailable(`A blob could not be removed: ${failed.Code}.`);
    objects = await listObjects(connection, prefix, signal);
  }
}

/** What is there under a prefix, in a sentence or two. */
export async function remainsOfPrefix(
  connection: S3Connection,
  prefix: string,
  signal: AbortSignal,
): Promise<string[]> {
  const objects = await listObjects(connection, prefix, signal, 1);
  const uploads = await listUploads(connection, prefix, signal, 1);
  return [
    ...(objects.length > 0 ? [`Blobs under ${prefix}.`] : []),
    ...(uploads.length > 0 ? [`Uploads under way under ${prefix}.`] : []),
  ];
}

async function listUploads(connection: S3Connection, Prefix: string, signal: AbortSignal, limit = pageItems) {
  const command = new ListMultipartUploadsCommand({ Bucket: connection.bucket, Prefix, MaxUploads: limit });
  const listed = await connection.call((abortSignal) => connection.client.send(command, { abortSignal }), signal);
  return (listed.Uploads ?? []).map(({ Key, UploadId }) => ({ Key: Key!, UploadId: UploadId! }));
}

/** With their versions; services that have none, as R2, are asked for objects. */
async function listObjects(
  connection: S3Connection,
  Prefix: string,
  signal: AbortSignal,
  MaxKeys = pageItems,
): Promise<ObjectIdentifier[]> {
  const { client, bucket: Bucket } = connection;
  try {
    const command = new ListObjectVersionsCommand({ Bucket, Prefix, MaxKeys });
    const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }), signal);
    return [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
      Key: Key!,
      ...(VersionId === undefined ? {} : { VersionId }),
    }));
  } catch (error) {
    if (!isS3Error(error, "NotImplemented") && statusOf(error) !== 501) throw error;
    const command = new ListObjectsV2Command({ Bucket, Prefix, MaxKeys });
    const listed = await connection.call((abortSignal) => client.send(command, { abortSignal }), signal);
    return (listed.Contents ?? []).map(({ Key }) => ({ Key: Key! }));
  }
}

function ignoreGone(error: unknown): void {
  if (!isS3Error(error, "NoSuchUpload")) throw error;
}
