import { WorkerEntrypoint } from "cloudflare:workers";

/** The process in which plugins will run. So far it answers the watchdog. */
export class PluginHost extends WorkerEntrypoint {
  override async fetch(request: Request): Promise<Response> {
    const isHealth = request.method === "GET" && new URL(request.url).pathname === "/health";
    return isHealth ? new Response("ok") : new Response("not found", { status: 404 });
  }
}
