import type { Tier } from "#domain/tenant/index.ts";

/** What a tenant may upload, beside its quota of storage. */
export interface UploadLimits {
  /** Of one file, in bytes. */
  readonly fileBytesMax: number;
  /** Uploads of a website that may be under way at a time. */
  readonly underWayMax: number;
  /** Parts of a tenant's uploads that may be sent straight to the store of blobs at a time. */
  readonly signedPartsMax: number;
}

const megabyte = 1_000_000;

export const uploadLimitsByTier: Readonly<Record<Tier, UploadLimits>> = {
  free: { fileBytesMax: 50 * megabyte, underWayMax: 10, signedPartsMax: 100 },
  starter: { fileBytesMax: 200 * megabyte, underWayMax: 25, signedPartsMax: 200 },
  professional: { fileBytesMax: 1_000 * megabyte, underWayMax: 50, signedPartsMax: 500 },
  enterprise: { fileBytesMax: 5_000 * megabyte, underWayMax: 100, signedPartsMax: 1_000 },
  custom: { fileBytesMax: 5_000 * megabyte, underWayMax: 100, signedPartsMax: 1_000 },
};

/** The largest file of any tier, in bytes. */
export const uploadBytesMax = Math.max(...Object.values(uploadLimitsByTier).map(({ fileBytesMax }) => fileBytesMax));

/** So long an upload waits for its parts, in seconds. */
export const uploadSeconds = 24 * 60 * 60;
