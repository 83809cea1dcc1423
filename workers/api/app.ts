import { Hono } from "hono";
import { blobRoutes } from "./blobs/index.ts";
import { changeRoutes } from "./changes/index.ts";
import type { ApiServices, ApiVariables } from "./context.ts";
import { deploymentRoutes } from "./deployments/index.ts";
import { documentRoutes } from "./documents/index.ts";
import { getHealth } from "./health/get-health.ts";
import { requestId } from "./middleware/request-id.ts";
import { responseHeaders } from "./middleware/response-headers.ts";
import { translateErrors } from "./middleware/translate-errors.ts";
import { mountRoutes } from "./mount.ts";
import { apiBasePath } from "./paths.ts";
import { problemResponse } from "./problem.ts";
import { releaseRoutes } from "./releases/index.ts";
import { rolloutRoutes } from "./rollouts/index.ts";
import { themeRoutes } from "./themes/index.ts";
import { websiteRoutes } from "./websites/index.ts";

const routes = [
  ...websiteRoutes,
  ...documentRoutes,
  ...changeRoutes,
  ...deploymentRoutes,
  ...releaseRoutes,
  ...rolloutRoutes,
  ...blobRoutes,
  ...themeRoutes,
];

/** The REST API. @param servicesOf makes of the bindings what handlers work with, at each request */
export function createApi<Bindings extends object>(servicesOf: (bindings: Bindings) => ApiServices) {
  const app = new Hono<{ Bindings: Bindings; Variables: ApiVariables }>();
  app.use(requestId, responseHeaders);
  app.use(async (context, next) => {
    context.set("services", servicesOf(context.env));
    await next();
  });
  app.get(`${apiBasePath}/health`, getHealth);
  app.route(apiBasePath, mountRoutes(routes));
  app.notFound((context) => {
    const detail = `Routes of this API begin with '${apiBasePath}'; this is none of them.`;
    return problemResponse({ code: "route-not-found", detail }, context.get("requestId"));
  });
  app.onError((error, context) => translateErrors(error, context.req, context.get("requestId")));
  return app;
}
