import { Hono, type MiddlewareHandler } from "hono";
import type { Handled } from "./answer.ts";
import type { ApiVariables } from "./context.ts";
import { bearerToken } from "./middleware/bearer-token.ts";
import { bodyLimit, unreadBody } from "./middleware/body-limit.ts";
import { callerScope } from "./middleware/caller-scope.ts";
import { jsonContent, jsonOrZipContent } from "./middleware/json-content.ts";
import { problemResponse } from "./problem.ts";
import type { BodyStream, Route } from "./route.ts";

/** An app of these routes. On each path, methods that no route has answer 405, and OPTIONS names those that are. */
export function mountRoutes(routes: readonly Route[]): Hono<{ Variables: ApiVariables }> {
  const app = new Hono<{ Variables: ApiVariables }>();
  for (const route of routes) mountRoute(app, route);
  for (const [path, ofPath] of Map.groupBy(routes, (route) => route.path)) {
    app.all(path, bearerToken, otherMethods(ofPath));
  }
  return app;
}

const contentCheck: Readonly<Record<Route["accepts"], MiddlewareHandler>> = {
  json: jsonContent,
  "json-or-zip": jsonOrZipContent,
  bytes: (_, next) => next(),
  stream: (_, next) => next(),
};

function mountRoute(app: Hono<{ Variables: ApiVariables }>, route: Route): void {
  const content = contentCheck[route.accepts];
  const body = route.accepts === "stream" ? unreadBody : bodyLimit(route.bodyBytesMax);
  app.on(route.method, route.path, bearerToken, callerScope, content, body, async (context) => {
    const handled = await route.run({
      caller: context.get("caller"),
      services: context.get("services"),
      params: context.req.param(),
      query: new URL(context.req.url).searchParams,
      contentType: (context.req.header("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase(),
      bytes: context.get("bytes"),
      stream: streamOf(context.req.raw),
      idempotencyKey: context.req.header("Idempotency-Key") ?? null,
    });
    return responseOf(handled, context.get("requestId"));
  });
}

function streamOf({ body, headers }: Request): BodyStream {
  const length = headers.get("Content-Length");
  return { body, contentType: headers.get("Content-Type"), bytes: length === null ? null : Number(length) };
}

function responseOf(handled: Handled, requestId: string): Response {
  if (!handled.ok) return problemResponse(handled.failure, requestId);
  const { status, body, headers } = handled.value;
  return Response.json(body, { status, headers: { ...headers } });
}

function otherMethods(routes: readonly Route[]): MiddlewareHandler<{ Variables: ApiVariables }> {
  const methods = routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  const allow = [...methods, "OPTIONS"].join(", ");
  return async (context) => {
    if (context.req.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: { Allow: allow } });
    }
    const detail = `${context.req.method} is not one of ${allow}.`;
    return problemResponse({ code: "method-not-allowed", detail }, context.get("requestId"), {
      Allow: allow,
    });
  };
}
