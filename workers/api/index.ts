import { createApi } from "./app.ts";
import { servicesOf, type ApiBindings } from "./services.ts";

const api = createApi(servicesOf);

/** Answers a request on the API's hostname. Never throws: every failure is a problem document. */
export async function apiHandler(request: Request, env: ApiBindings, ctx: ExecutionContext): Promise<Response> {
  return api.fetch(request, env, ctx);
}

export type { ApiBindings } from "./services.ts";
