import { configOf, type Config, type Env } from "./config.ts";
import { leasesOf } from "./leases/isolate.ts";
import { handleMailRequest } from "./mail/index.ts";
import { hostnameOf, requestTarget } from "./routing/index.ts";
import { badRequest, handleSiteRequest, plainNotFound } from "./site/index.ts";

export type ApiHandler = (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>;

/** Requests since this isolate last let other connections go first. */
let requestsSinceYield = 0;

/**
 * Answers every request that comes from outside: the API's host goes to the API, that of kept mails to their page, all others
 * are websites.
 * Every few requests it lets other connections go first, as near saturation some would starve.
 */
export function handleRequest(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
  apiHandler: ApiHandler,
): Response | Promise<Response> {
  const config = configOf(env);
  const arrival = leasesOf(env).book.arrive();
  if (config.yieldEvery > 0 && ++requestsSinceYield >= config.yieldEvery) {
    requestsSinceYield = 0;
    return scheduler.wait(0).then(() => route(request, env, ctx, config, arrival, apiHandler));
  }
  return route(request, env, ctx, config, arrival, apiHandler);
}

function route(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
  config: Config,
  arrival: number,
  apiHandler: ApiHandler,
): Response | Promise<Response> {
  const { host, path } = requestTarget(request.url);
  if (path === "/_hotswap/health") return new Response("ok");
  if (path.startsWith("/cdn-cgi/")) return plainNotFound();
  const hostname = hostnameOf(host);
  if (hostname === null) return badRequest("It names no valid host.");
  if (hostname === config.apiHostname) return apiHandler(request, env, ctx);
  if (hostname === config.mailHostname) return handleMailRequest(request, env);
  return handleSiteRequest({ request, hostname, path, arrival }, env, ctx, config);
}
