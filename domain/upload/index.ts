export { uploadLimitsByTier, uploadSeconds, type UploadLimits } from "./limits.ts";
export { bytesOfPart, missingParts, partBytes, partCount, signedBlobsBase } from "./parts.ts";
export { uploadStatuses, uploadStatusesBefore, uploadStatusSchema, type UploadStatus } from "./status.ts";
export * from "./upload.ts";
