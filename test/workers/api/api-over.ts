import { sha256 } from "#domain/digest/index.ts";
import { ok } from "#domain/errors/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { createApi } from "#workers/api/app.ts";
import type { ApiServices } from "#workers/api/context.ts";
import { tenantId, token } from "./call-api.ts";

/** The API over objects that fail so, but for what a test puts in their place. */
export function apiOver(error: unknown, working: Partial<ApiServices> = {}) {
  return createApi(() => ({
    onWebsite: () => Promise.reject(error),
    onNewWebsite: () => Promise.reject(error),
    ownerOf: async () => tenantId,
    holderOf: () => Promise.reject(error),
    tenantState: async () => activeState(tenantId),
    applyTenantState: () => Promise.reject(error),
    reserveWebsite: () => Promise.reject(error),
    settleReservation: () => Promise.reject(error),
    holdBlobs: () => Promise.reject(error),
    keepBlobs: () => Promise.reject(error),
    reserveUpload: () => Promise.reject(error),
    releaseUpload: () => Promise.reject(error),
    missingBlobs: () => Promise.reject(error),
    beginDeployment: () => Promise.reject(error),
    endDeployment: () => Promise.reject(error),
    readUsage: () => Promise.reject(error),
    registeredWebsites: () => Promise.reject(error),
    followTenant: () => Promise.reject(error),
    takeWebsiteAway: () => Promise.reject(error),
    forgetWebsite: () => Promise.reject(error),
    reportRefusal: () => undefined,
    readSettings: () => Promise.reject(error),
    writeSettings: () => Promise.reject(error),
    content: () => Promise.reject(error),
    accessTokenOf: async () => null,
    countRefusal: async () => ok(null),
    checkRefusals: () => ok(null),
    blobs: {
      has: async () => false,
      size: async () => null,
      get: async () => null,
      open: async () => null,
      put: async () => {},
      putStream: async () => {},
    },
    controlPlane: null,
    defaultTheme: null,
    apiHostname: "api.localhost",
    sitesDomain: "localhost",
    clientAddressHeader: null,
    controlPlaneSecret: null,
    platformTokenSha256: sha256(token),
    siteOrigin: (hostname) => `https://${hostname}`,
    now: () => 0,
    ...working,
  }));
}
