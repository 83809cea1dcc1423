import type { WebsiteStatus } from "#domain/website/index.ts";
import { notice } from "./notice.ts";

export const badRequest = (text: string): Response => notice(400, "This address cannot be understood", text);

export const forbidden = (text: string): Response => notice(403, "This is not allowed", text);

export const plainNotFound = (): Response => notice(404, "Page not found", "There is nothing at this address.");

export const methodNotAllowed = (allow: string): Response =>
  notice(405, "This cannot be done here", `Only ${allow} can be asked of this address.`, {
    Allow: allow,
  });

export const notServed = (): Response => notice(421, "No website here", "No website is served at this name.");

export const failed = (): Response =>
  notice(500, "Something went wrong", "The page could not be made. Please try again later.");

export const unavailable = (): Response =>
  notice(503, "Back in a moment", "This website cannot be reached just now. Please try again.", {
    "Retry-After": "1",
  });

/** What visitors get of a website that is not active; null when it is. */
export function statusNotice(status: WebsiteStatus): Response | null {
  switch (status) {
    case "active":
      return null;
    case "provisioning":
      return notice(503, "Almost there", "This website is being set up.", { "Retry-After": "5" });
    case "maintenance":
      return notice(503, "Closed for maintenance", "This website will be back soon.", {
        "Retry-After": "120",
      });
    case "suspended":
      return notice(503, "Not available", "This website is not available at present.", {
        "Retry-After": "3600",
      });
    case "deleted":
      return notice(410, "This website is gone", "It was deleted and will not come back.");
  }
}
