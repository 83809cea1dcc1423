import {
  permissionsWhenSuspended,
  platformPermissions,
  tenantPermissions,
  tenantPermissionsOfPlatform,
  type PlatformPermission,
  type TenantPermission,
} from "./permissions.ts";
import type { PlatformRole, TenantRole } from "./roles.ts";

/** Whether a member of this role may do this in a tenant that is active. */
export function roleMay(role: TenantRole, permission: TenantPermission): boolean {
  return (tenantPermissions[permission] as readonly TenantRole[]).includes(role);
}

/** Whether a member of this role may do this while the tenant is suspended. */
export function roleMayWhenSuspended(role: TenantRole, permission: TenantPermission): boolean {
  return role === "owner" && permissionsWhenSuspended.includes(permission);
}

export function platformRoleMay(role: PlatformRole, permission: PlatformPermission): boolean {
  return (platformPermissions[permission] as readonly PlatformRole[]).includes(role);
}

/** Whether someone of the platform may do this within a tenant that they do not belong to. */
export function platformRoleMayInTenant(role: PlatformRole, permission: TenantPermission): boolean {
  return tenantPermissionsOfPlatform[role].includes(permission);
}
