export { ownBlobs, ownMedia, ownTheme } from "./own-blobs.ts";
export { storeBlobs } from "./store-blobs.ts";
export { storeStream } from "./store-stream.ts";
export { tenantQuotasOf, type TenantQuotas } from "./tenant-quotas.ts";
export { withinDeployments } from "./within-deployments.ts";
export { withinReservation } from "./within-reservation.ts";
