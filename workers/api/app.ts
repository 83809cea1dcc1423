import { Hono } from "hono";
import type { ApiServices, ApiVariables } from "./context.ts";
import { getHealth } from "./health/get-health.ts";
import { requestId } from "./middleware/request-id.ts";
import { responseHeaders } from "./middleware/response-headers.ts";
import { translateErrors } from "./middleware/translate-errors.ts";
import { mountRoutes } from "./mount.ts";
import { getDocs, getOpenApi } from "./openapi/index.ts";
import { apiBasePath } from "./paths.ts";
import { problemResponse } from "./problem.ts";
import { apiRoutes } from "./routes.ts";
import { putTenantBlob, tenantBlobPath } from "./tenants/put-tenant-blob.ts";
import { releaseUpload, reserveUpload, uploadRoomPath } from "./tenants/upload-rooms.ts";
import { mountSecretVersions } from "./tenants/secret-versions.ts";
import {
  followTenant,
  listTenantWebsites,
  takeTenantWebsiteAway,
  tenantWebsitePath,
  tenantWebsitesPath,
  websiteSubdomainPath,
} from "./tenants/tenant-websites.ts";
import { mountWebsiteMedia } from "./tenants/website-media.ts";
import { mountWorkingCopies } from "./tenants/working-copies.ts";
import { passSignedRequest, signedBlobsPath } from "./uploads/pass-signed-request.ts";
import { putTenantState, tenantStatePath } from "./tenants/put-tenant-state.ts";

/** The REST API. @param servicesOf makes of the bindings what handlers work with, at each request */
export function createApi<Bindings extends object>(
  servicesOf: (bindings: Bindings, waitUntil: (work: Promise<unknown>) => void) => ApiServices,
) {
  const app = new Hono<{ Bindings: Bindings; Variables: ApiVariables }>();
  app.use(requestId, responseHeaders);
  app.use(async (context, next) => {
    const services = servicesOf(context.env, (work) => context.executionCtx.waitUntil(work));
    context.set("services", services);
    await next();
  });
  app.put(tenantStatePath, putTenantState);
  app.put(uploadRoomPath, reserveUpload);
  app.delete(uploadRoomPath, releaseUpload);
  app.put(tenantBlobPath, putTenantBlob);
  app.get(tenantWebsitesPath, listTenantWebsites);
  app.delete(tenantWebsitePath, takeTenantWebsiteAway);
  app.put(websiteSubdomainPath, followTenant);
  app.all(signedBlobsPath, passSignedRequest);
  mountWebsiteMedia(app as unknown as Hono<{ Variables: ApiVariables }>);
  mountWorkingCopies(app as unknown as Hono<{ Variables: ApiVariables }>);
  mountSecretVersions(app as unknown as Hono<{ Variables: ApiVariables }>);
  app.get(`${apiBasePath}/health`, getHealth);
  app.get(`${apiBasePath}/openapi.json`, getOpenApi);
  app.get(`${apiBasePath}/docs`, getDocs);
  app.route(apiBasePath, mountRoutes(apiRoutes));
  app.notFound((context) => {
    const detail = `Routes of this API begin with '${apiBasePath}'; this is none of them.`;
    return problemResponse({ code: "route-not-found", detail }, context.get("requestId"));
  });
  app.onError((error, context) => translateErrors(error, context.req, context.get("requestId")));
  return app;
}
