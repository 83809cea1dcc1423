import { mkdir, realpath } from "node:fs/promises";
import { directoryBucket } from "./directory/bucket.ts";
import { ignoreCode, TenantPaths } from "./directory/paths.ts";
import { serveSignedBlobs } from "./directory/serve.ts";
import type { PartBucket } from "./port.ts";
import type { S3Options } from "./s3/client.ts";

export interface OpenedBuckets {
  of(tenantId: string): PartBucket;
  /** Makes what a tenant's blobs are kept in, where that is still to be done. Only for tenants that are there. */
  ensureHomeExists(tenantId: string): Promise<void>;
  /** Answers requests to signed addresses; null where the store itself does. */
  readonly serveSigned: ((request: Request) => Promise<Response>) | null;
  close(): void;
}

export interface BucketsInput {
  /** Null where blobs are in a directory. */
  readonly s3: S3Options | null;
  /** Null where there is none either. */
  readonly directory: string | null;
  /** Where signed addresses of a directory's blobs begin, without a slash at its end. */
  readonly baseUrl: string;
  readonly secret: string;
  /** Whether a tenant may use addresses that were signed for it: whoever was suspended since may not. Of S3 they run out by themselves. */
  isOpen(tenantId: string): Promise<boolean>;
}

/** The stores of tenants' blobs that are configured, by the platform's own keys; null for none. S3's client is loaded where it is needed. */
export async function openBuckets({
  s3,
  directory,
  baseUrl,
  secret,
  isOpen,
}: BucketsInput): Promise<OpenedBuckets | null> {
  if (s3 !== null) {
    const { openS3Buckets } = await import("./s3/open-buckets.ts");
    return openS3Buckets(s3);
  }
  if (directory === null) return null;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const options = { root: await realpath(directory), baseUrl, secret };
  return {
    of: (tenantId) => directoryBucket(options, tenantId),
    async ensureHomeExists(tenantId) {
      await mkdir(new TenantPaths(options.root, tenantId).home, { mode: 0o700 }).catch(ignoreCode("EEXIST"));
    },
    serveSigned: serveSignedBlobs(options, isOpen),
    close: () => {},
  };
}
