import { fail } from "#domain/errors/index.ts";
import type { Handled } from "../answer.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import type { WebsiteCall } from "../control-plane-client.ts";

/**
 * Passes a call about a website's imports on to the control plane, which does them. That the website is not deleted, its
 * object says.
 */
export async function passOn(services: ApiServices, context: WebsiteContext, call: WebsiteCall): Promise<Handled> {
  if (services.controlPlane === null) {
    return fail("control-plane-unavailable", "No control plane is configured, and it is what imports.");
  }
  const website = await services.onWebsite(context.website, (website) => website.describe());
  if (!website.ok) return website;
  if (website.value.status === "deleted") return fail("website-deleted", "The website was deleted.");
  return services.controlPlane.callFor(context, call);
}
