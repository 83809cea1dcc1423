import type { WebsiteEvent } from "#domain/contracts/index.ts";
import type { WebsiteStatus } from "#domain/website/index.ts";

/** What events change of a website's row. */
export interface WebsitePatch {
  name?: string;
  status?: WebsiteStatus;
  hostnames?: string[];
  activeReleaseId?: string;
  createdAt?: Date;
  updatedAt?: Date;
}

/** What a run of events, in order, amounts to: the last word on each column. */
export function projectEvents(events: readonly WebsiteEvent[]): WebsitePatch {
  const patch: WebsitePatch = {};
  for (const event of events) {
    // What visitors were sent is no change of the website.
    if (event.type === "traffic-counted") continue;
    patch.updatedAt = new Date(event.at);
    switch (event.type) {
      case "website-created":
        // Told once its hostnames are its own, which is when it begins to be served.
        patch.status = "active";
        patch.name = event.name;
        patch.hostnames = event.hostnames;
        patch.createdAt = new Date(event.at);
        break;
      case "release-activated":
        patch.activeReleaseId = event.deployment.releaseId;
        break;
      case "status-changed":
        patch.status = event.status;
        break;
      case "website-renamed":
        patch.name = event.name;
        break;
      case "configuration-changed":
        break;
      case "hostnames-changed":
        patch.hostnames = event.hostnames;
        break;
    }
  }
  return patch;
}
