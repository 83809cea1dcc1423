import { Hono, type MiddlewareHandler } from "hono";
import type { Answer, Handled } from "./answer.ts";
import { publicRoutes } from "./access/public-routes.ts";
import type { ApiVariables } from "./context.ts";
import { accessStill, accessTo } from "./middleware/access.ts";
import { bodyLimit, unreadBody } from "./middleware/body-limit.ts";
import { countedRefusal } from "./middleware/count-refusals.ts";
import { anyCredential } from "./middleware/credential.ts";
import { endHeldBack } from "./middleware/hold-end.ts";
import { jsonContent, jsonOrZipContent } from "./middleware/json-content.ts";
import { problemResponse } from "./problem.ts";
import type { BodyStream, Route } from "./route.ts";

/**
 * An app of these routes. On each path, methods that no route has answer 405, and OPTIONS names those that are.
 * Throws when a route is public without being listed as such.
 */
export function mountRoutes(routes: readonly Route[]): Hono<{ Variables: ApiVariables }> {
  const app = new Hono<{ Variables: ApiVariables }>();
  for (const route of routes) mountRoute(app, route);
  for (const [path, ofPath] of Map.groupBy(routes, (route) => route.path)) {
    const isPublic = ofPath.every(({ access }) => access.kind === "public");
    if (isPublic) app.all(path, otherMethods(ofPath));
    else app.all(path, anyCredential, otherMethods(ofPath));
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
  if (route.access.kind === "public" && !publicRoutes.has(`${route.method} ${route.path}`)) {
    throw new Error(`${route.method} ${route.path} is not listed as public`);
  }
  app.on(route.method, route.path, accessTo(route), content, body, accessStill, async (context) => {
    let refusal: Response | null = null;
    const isAllowedStill = async () => (refusal = await context.get("refusalSince")()) === null;
    const stream = streamOf(context.req.raw);
    const handled = await route.run({
      context: context.get("access"),
      services: context.get("services"),
      params: context.req.param(),
      query: new URL(context.req.url).searchParams,
      headers: context.req.raw.headers,
      contentType: (context.req.header("Content-Type") ?? "").split(";")[0]!.trim().toLowerCase(),
      bytes: context.get("bytes"),
      stream: route.accepts === "stream" ? endHeldBack(stream, isAllowedStill) : stream,
      idempotencyKey: context.req.header("Idempotency-Key") ?? null,
    });
    if (refusal !== null) return refusal;
    if (handled.ok) return responseOf(handled, context.get("requestId"));
    const { credential, access } = context.var;
    const failure = await countedRefusal(context.get("services"), handled.failure, credential, access.origin);
    return responseOf(failure === handled.failure ? handled : { ok: false, failure }, context.get("requestId"));
  });
}

function streamOf({ body, headers }: Request): BodyStream {
  const length = headers.get("Content-Length");
  return { body, contentType: headers.get("Content-Type"), bytes: length === null ? null : Number(length) };
}

function responseOf(handled: Handled, requestId: string): Response {
  const response = handled.ok
    ? answerResponse(handled.value)
    : problemResponse(handled.failure, requestId, handled.headers);
  const { cookies = [] } = handled.ok ? handled.value : handled;
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
}

function answerResponse({ status, body, headers = {}, stream }: Answer): Response {
  if (stream !== undefined) return new Response(stream, { status, headers });
  return status === 204 || status === 304
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
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
