import { z } from "zod";

/** What someone may be in a tenant, the mightiest first. */
export const tenantRoles = ["owner", "administrator", "approver", "editor", "viewer"] as const;
export const tenantRoleSchema = z.enum(tenantRoles);
export type TenantRole = z.infer<typeof tenantRoleSchema>;

/** What someone may be for the platform as a whole. Support reads, and sees no secrets. */
export const platformRoles = ["administrator", "support"] as const;
export const platformRoleSchema = z.enum(platformRoles);
export type PlatformRole = z.infer<typeof platformRoleSchema>;

/** Whether the first role may give, change or take away the second: only of ranks below its own, owners of all. */
export function outranks(role: TenantRole, other: TenantRole): boolean {
  return role === "owner" || tenantRoles.indexOf(role) < tenantRoles.indexOf(other);
}
