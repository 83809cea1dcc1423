import { AbortMultipartUploadCommand } from "@aws-sdk/client-s3";
import { isS3Error, type S3Connection } from "./client.ts";
import { listUploadsAfter } from "./list-tenants.ts";

/** Aborts all tenants' uploads that were begun before then, in milliseconds since the epoch. @returns how many */
export async function sweepUploads(connection: S3Connection, beforeMs: number, signal: AbortSignal): Promise<number> {
  const { client, bucket: Bucket } = connection;
  let count = 0;
  for (let marker: string | null = ""; marker !== null;) {
    const page = await listUploadsAfter(connection, marker, signal);
    for (const { Key, UploadId } of page.uploads.filter(({ startedAtMs }) => startedAtMs < beforeMs)) {
      const command = new AbortMultipartUploadCommand({ Bucket, Key, UploadId });
      await connection.call((abortSignal) => client.send(command, { abortSignal }), signal).catch(ignoreGone);
      count += 1;
    }
    marker = page.next;
  }
  return count;
}

/** RGW says of some uploads that there is no such key. */
function ignoreGone(error: unknown): void {
  if (!isS3Error(error, "NoSuchUpload", "NoSuchKey")) throw error;
}
