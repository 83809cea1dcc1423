import { apiHandler } from "./api/index.ts";
import type { Env } from "./config.ts";
import { handleRequest } from "./edge.ts";

export { DirectoryObject } from "#durable-objects/directory/directory-object.ts";
export { StateProcess } from "#durable-objects/state-process/state-process.ts";
export { Waiter } from "#durable-objects/state-process/waiter.ts";
export { TenantObject } from "#durable-objects/tenant/tenant-object.ts";
export { WebsiteObject } from "#durable-objects/website/website-object.ts";
export { Ticker } from "./leases/ticker.ts";
export { TrafficFlusher } from "./traffic/traffic-flusher.ts";
export { PluginHost } from "./plugin-host/plugin-host.ts";

export default {
  fetch: (request, env, ctx) => handleRequest(request, env, ctx, apiHandler),
} satisfies ExportedHandler<Env>;
