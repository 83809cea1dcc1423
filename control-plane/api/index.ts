import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ControlPlaneServices, ControlPlaneVariables } from "./context.ts";
import { getHealth } from "./get-health.ts";
import { mountMetrics, mountPlatformHealth } from "./health.ts";
import { mountIdentity } from "./identity/index.ts";
import { mountEnvironment } from "./environment.ts";
import { mountExports } from "./exports.ts";
import { mountImports, mountImportUpload } from "./imports.ts";
import { getWebsites } from "./list-websites.ts";
import { mountAudit } from "./audit.ts";
import { mountClusters } from "./clusters.ts";
import { mountDriftReports } from "./drift-reports.ts";
import { mountMails } from "./mails.ts";
import { mountTenantObjects } from "./tenant-objects.ts";
import { countRefusedCall } from "./refused-calls.ts";
import { mountProvisioning } from "./provisioning.ts";
import { mountTenants } from "./tenants.ts";
import { mountUploadBodies, mountUploads } from "./uploads.ts";
import { databaseUnavailable, failureOfError, problemResponse } from "./problem.ts";
import { receiveEvents } from "./receive-events.ts";
import { verifyAssertion } from "./verify-assertion.ts";

/** A hundred events, each with as many hostnames as a website may have, and room to spare. */
const bodyBytesMax = 4_000_000;

/** The control plane's routes: for edges and objects, never for the public. */
export function createControlPlane(services: ControlPlaneServices) {
  const app = new Hono<{ Variables: ControlPlaneVariables }>();
  app.use(async (context, next) => {
    context.set("requestId", randomUUID());
    await next();
  });
  app.get("/health", getHealth(services));
  // The same by the name that probes of readiness go by.
  app.get("/ready", getHealth(services));
  mountMetrics(app, services);
  app.use("/internal/*", async (context, next) => {
    const requestId = context.get("requestId");
    const assertion = await verifyAssertion(context.req.header("Authorization"), services.secret);
    if (assertion === null) {
      return problemResponse({ code: "unauthorized", detail: "Send a signed assertion." }, requestId);
    }
    if (!services.isReady()) return problemResponse(databaseUnavailable, requestId);
    context.set("assertion", assertion);
    // What fails is noted under the id that the caller was given.
    if ("origin" in assertion) context.set("requestId", assertion.origin.requestId);
    return next();
  });
  // Before the limit: a file may be longer than any other body.
  mountImportUpload(app, services.imports);
  mountUploadBodies(app, services.uploads, services.serveSigned);
  app.use("/internal/*", bodyLimit({ maxSize: bodyBytesMax, onError: refuseBody }));
  app.post("/internal/events", receiveEvents(services));
  app.get("/internal/websites", getWebsites(services));
  mountImports(app, services.imports);
  mountExports(app, services.exports);
  mountUploads(app, services.uploads);
  mountIdentity(app, services.identity);
  mountEnvironment(app, services.environment);
  app.post("/internal/refused-calls", countRefusedCall(services.identity));
  mountTenants(app, services);
  mountProvisioning(app, services);
  mountClusters(app, services);
  mountDriftReports(app, services);
  mountPlatformHealth(app, services);
  mountTenantObjects(app, services);
  mountAudit(app, services);
  mountMails(app, services);
  app.notFound((context) =>
    problemResponse({ code: "route-not-found", detail: "There is nothing here." }, context.get("requestId")),
  );
  app.onError((error, context) => {
    const requestId = context.get("requestId");
    services.log("request-failed", { requestId, path: context.req.path, error });
    return problemResponse(failureOfError(error), requestId);
  });
  return app;
}

function refuseBody(context: { get(key: "requestId"): string }): Response {
  const detail = `The body may have at most ${bodyBytesMax} bytes.`;
  return problemResponse({ code: "payload-too-large", detail }, context.get("requestId"));
}
