import { z } from "zod";

/** What each status means to a tenant's people and visitors. */
export const tenantStatuses = {
  provisioning: "What it needs is being made; its people cannot sign in to it yet.",
  active: "It works.",
  suspended: "Its websites and calls are refused, but for its owners' billing, profile and export.",
  deprovisioning:
    "It is being taken down; its data can still be exported, and it be restored, until the grace period ends.",
  deleted: "It is gone for good.",
} as const;

export const tenantStatusSchema = z.enum(Object.keys(tenantStatuses) as [TenantStatus, ...TenantStatus[]]);
export type TenantStatus = keyof typeof tenantStatuses;

/** From each status, the statuses that may follow it. */
export const tenantTransitions: Readonly<Record<TenantStatus, readonly TenantStatus[]>> = {
  provisioning: ["active", "deprovisioning", "deleted"],
  active: ["suspended", "deprovisioning"],
  suspended: ["active", "deprovisioning"],
  deprovisioning: ["active", "suspended", "deleted"],
  deleted: [],
};
