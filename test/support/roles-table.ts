import {
  platformPermissions,
  platformRoleMay,
  platformRoleMayInTenant,
  platformRoles,
  roleMay,
  roleMayWhenSuspended,
  tenantPermissions,
  tenantRoles,
  type PlatformPermission,
  type TenantPermission,
} from "#domain/access/index.ts";

/** The permission table as README shows it, a row for all permissions that the same roles have, as cells. */
export function rolesTable(): readonly (readonly string[])[] {
  const head = ["may", ...tenantRoles, ...platformRoles.map((role) => `platform ${role}`)];
  return [head, ...grouped(Object.keys(tenantPermissions) as TenantPermission[], cellsInTenant), ...ofPlatform()];
}

function ofPlatform() {
  return grouped(Object.keys(platformPermissions) as PlatformPermission[], (permission) => [
    ...tenantRoles.map(() => ""),
    ...platformRoles.map((role) => mark(platformRoleMay(role, permission))),
  ]);
}

/** Owners of a suspended tenant keep what is marked by a star. */
function cellsInTenant(permission: TenantPermission): string[] {
  return [
    ...tenantRoles.map(
      (role) => mark(roleMay(role, permission)) + (roleMayWhenSuspended(role, permission) ? "\\*" : ""),
    ),
    ...platformRoles.map((role) => mark(platformRoleMayInTenant(role, permission))),
  ];
}

function grouped<Permission extends string>(
  permissions: readonly Permission[],
  cellsOf: (permission: Permission) => string[],
): string[][] {
  const groups = Map.groupBy(permissions, (permission) => cellsOf(permission).join("|"));
  return [...groups].map(([cells, names]) => [names.map((name) => `\`${name}\``).join(" "), ...cells.split("|")]);
}

function mark(may: boolean): string {
  return may ? "✓" : "";
}
