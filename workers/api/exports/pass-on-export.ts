import { fail } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { Handled } from "../answer.ts";
import type { ApiServices } from "../context.ts";
import { mayExport } from "./may-export.ts";
import type { PassedOnCall } from "../control-plane-client.ts";

interface ExportCall extends Pick<PassedOnCall, "method" | "path"> {
  readonly query?: PassedOnCall["query"];
  readonly body?: unknown;
}

/**
 * Passes a call about a website's exports on to the control plane, which makes them. That the website is there, and not deleted,
 * its object says.
 */
export async function passOnExport(
  { services, context, headers }: { services: ApiServices; context: WebsiteContext; headers: Headers },
  { method, path, query = {}, body }: ExportCall,
): Promise<Handled> {
  if (services.controlPlane === null) {
    return fail("control-plane-unavailable", "No control plane is configured, and it is what exports.");
  }
  if (context.actor.kind === "control-plane") {
    return fail("invalid-request", "The control plane reads releases here; of its exports it asks itself.");
  }
  const allowed = await mayExport(context, services);
  if (!allowed.ok) return allowed;
  return services.controlPlane.passOn(context, { method, path, query, body, headers, cookies: false });
}
