import { z } from "zod";

/** What each status means to a visitor and to the tenant. */
const websiteStatuses = {
  provisioning: "Its hostnames are being claimed; visitors get 503.",
  active: "It is served.",
  maintenance: "Its owner has closed it for a while; visitors get 503.",
  suspended: "The platform has closed it; visitors get 503.",
  deleted: "It is gone for good; visitors get 410.",
} as const;

export const websiteStatusSchema = z.enum(Object.keys(websiteStatuses) as [WebsiteStatus, ...WebsiteStatus[]]);
export type WebsiteStatus = keyof typeof websiteStatuses;

/** From each status, the statuses that may follow it. */
export const websiteTransitions: Readonly<Record<WebsiteStatus, readonly WebsiteStatus[]>> = {
  provisioning: ["active", "deleted"],
  active: ["maintenance", "suspended", "deleted"],
  maintenance: ["active", "suspended", "deleted"],
  suspended: ["active", "deleted"],
  deleted: [],
};
