import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { StatusClock, type ProviderHealth, type TenantProvider } from "../../provider/index.ts";
import { blobPrefix } from "../blob-key.ts";
import { S3Connection, statusOf, type S3Options } from "./client.ts";
import { listPrefixes } from "./list-tenants.ts";
import { remainsOfPrefix, removePrefix } from "./remove-prefix.ts";
import { sweepUploads } from "./sweep-uploads.ts";

const noCredentials = "This service gives tenants no credentials of their own.";

/**
 * A prefix a tenant in any S3 bucket. A prefix is there as soon as something is under it, so that there is nothing to make
 * and nothing to drift; there is something to take away.
 */
export function s3BlobsProvider(options: S3Options): TenantProvider & { close(): void } {
  const connection = new S3Connection(options);
  const clock = new StatusClock();
  const check = async (signal: AbortSignal) => {
    await checkBucket(connection, signal);
    return [];
  };
  return {
    name: "blobs",
    ensure: (_, signal) => check(signal),
    compare: (_, signal) => check(signal),
    remove: (tenantId, signal) => removePrefix(connection, blobPrefix(tenantId), signal),
    remains: (tenantId, signal) => remainsOfPrefix(connection, blobPrefix(tenantId), signal),
    list: (after, signal) => listPrefixes(connection, after, signal),
    sweep: (beforeMs, signal) => sweepUploads(connection, beforeMs, signal),
    health: (signal) => bucketHealth(connection, clock, noCredentials, signal),
    close: () => connection.close(),
  };
}

async function checkBucket(connection: S3Connection, signal: AbortSignal): Promise<void> {
  const command = new HeadBucketCommand({ Bucket: connection.bucket });
  await connection.call((abortSignal) => connection.client.send(command, { abortSignal }), signal);
}

/** @param detail what is said of one that is well */
export async function bucketHealth(
  connection: S3Connection,
  clock: StatusClock,
  detail: string | null,
  signal: AbortSignal,
): Promise<ProviderHealth> {
  try {
    await checkBucket(connection, signal);
    return clock.note("ok", detail);
  } catch (error) {
    signal.throwIfAborted();
    return clock.note("unavailable", describeFault(error, connection.bucket));
  }
}

function describeFault(error: unknown, bucket: string): string {
  const status = statusOf(error);
  if (status === 404) return `There is no bucket ${bucket}.`;
  if (status === 403) return `The platform's keys are refused at the bucket ${bucket}.`;
  return error instanceof Error ? error.message : String(error);
}
