import type {
  BlobToHold,
  HoldFailure,
  ListInput,
  Reservation,
  TenantRpc,
  UploadRoom,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import type { Env } from "#workers/config.ts";
import { tenantRpc } from "#workers/websites/index.ts";
import type { OwnedWebsite, RegisteredWebsite } from "../access/context.ts";

/** A website for which there is room. */
export interface Reserved {
  readonly website: RegisteredWebsite;
  readonly reservation: Reservation;
}

/** What handlers ask of a tenant's quotas: see `durable-objects/tenant/quotas/README.md`. */
export interface TenantQuotas {
  /** Puts a website on the tenant's list, before it is created, or given these custom domains. Refused unless the tenant is active. */
  reserveWebsite(
    website: Pick<OwnedWebsite, "tenantId" | "websiteId">,
    domains: readonly string[],
  ): Promise<Result<Reserved>>;
  /** Tells the tenant's object to ask what became of it. */
  settleReservation(tenantId: string, reservation: Reservation): Promise<void>;
  holdBlobs(
    tenantId: string,
    blobs: readonly BlobToHold[],
    uploadId?: string,
  ): Promise<Result<readonly Digest[], HoldFailure>>;
  reserveUpload(tenantId: string, room: UploadRoom): Promise<Result<null, HoldFailure>>;
  releaseUpload(tenantId: string, uploadId: string): Promise<void>;
  keepBlobs(tenantId: string, blobs: readonly BlobToHold[]): Promise<Result<null, HoldFailure>>;
  missingBlobs(tenantId: string, digests: readonly Digest[]): Promise<readonly Digest[]>;
  beginDeployment(tenantId: string, place: string): ReturnType<TenantRpc["beginDeployment"]>;
  endDeployment(tenantId: string, place: string): Promise<void>;
  readUsage(tenantId: string, input: ListInput): ReturnType<TenantRpc["readUsage"]>;
}

/** @param call makes a call, and makes it again while the object cannot be reached */
export function tenantQuotasOf(env: Env, call: <Value>(make: () => Promise<Value>) => Promise<Value>): TenantQuotas {
  return {
    async reserveWebsite({ tenantId, websiteId }, domains) {
      const reserved = await call(() => tenantRpc(env, tenantId).reserveWebsite({ websiteId, domains }));
      if (!reserved.ok) return reserved;
      return ok({ website: { websiteId, tenantId } as RegisteredWebsite, reservation: reserved.value });
    },
    settleReservation: (tenantId, { reservationId }) =>
      call(() => tenantRpc(env, tenantId).settleReservation(reservationId)),
    holdBlobs: (tenantId, blobs, uploadId) => call(() => tenantRpc(env, tenantId).holdBlobs(blobs, uploadId)),
    reserveUpload: (tenantId, room) => call(() => tenantRpc(env, tenantId).reserveUpload(room)),
    releaseUpload: (tenantId, uploadId) => call(() => tenantRpc(env, tenantId).releaseUpload(uploadId)),
    keepBlobs: (tenantId, blobs) => call(() => tenantRpc(env, tenantId).keepBlobs(blobs)),
    beginDeployment: (tenantId, place) => call(() => tenantRpc(env, tenantId).beginDeployment(place)),
    endDeployment: (tenantId, place) => call(() => tenantRpc(env, tenantId).endDeployment(place)),
    readUsage: (tenantId, input) => call(() => tenantRpc(env, tenantId).readUsage(input)),
    missingBlobs: (tenantId, digests) => call(() => tenantRpc(env, tenantId).missingBlobs(digests)),
  };
}
