import { createHmac } from "node:crypto";
import { signedBlobsBase } from "#domain/upload/index.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/index.ts";
import { openBuckets } from "./drivers/blobs/open-buckets.ts";
import type { MediaEdge } from "./drivers/edge/index.ts";
import type { Spool } from "./drivers/spool/index.ts";
import { log } from "./log.ts";
import { lookInto } from "./media/index.ts";
import { findTenant } from "./services/tenants/find-tenant.ts";
import { partSlots, type UploadServices } from "./services/uploads/index.ts";

export interface ConnectedUploads {
  readonly uploads: UploadServices;
  /** Answers requests to signed addresses; null where S3 does, or nobody. */
  readonly serveSigned: ((request: Request) => Promise<Response>) | null;
  close(): void;
}

/** What tenants' uploads are taken with, the real ones. */
export async function connectUploads(
  config: Config,
  database: Database,
  edge: MediaEdge,
  spool: Pick<Spool, "temporaryPath">,
): Promise<ConnectedUploads> {
  const buckets = await openBuckets({
    s3: config.s3,
    directory: config.blobsDirectory,
    baseUrl: new URL(config.edgeApiUrl).origin + signedBlobsBase,
    secret: createHmac("sha256", config.secret).update("addresses of blobs").digest("base64url"),
    async isOpen(tenantId) {
      const found = await findTenant(database, tenantId);
      return found.ok && found.value.status === "active";
    },
  });
  const uploads: UploadServices = {
    database,
    edge,
    buckets,
    temporaryPath: () => spool.temporaryPath(),
    lookInto,
    partSlots: partSlots(),
    log,
    now: () => Date.now(),
  };
  return { uploads, serveSigned: buckets?.serveSigned ?? null, close: () => buckets?.close() };
}
