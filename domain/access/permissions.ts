import type { PlatformRole, TenantRole } from "./roles.ts";

/** Who may do what within a tenant: the one table that every check reads. */
export const tenantPermissions = {
  "profile:read": ["owner", "administrator", "approver", "editor", "viewer"],
  "profile:write": ["owner", "administrator"],
  "billing:read": ["owner", "administrator"],
  "billing:write": ["owner"],
  "export:create": ["owner", "administrator"],
  "members:read": ["owner", "administrator", "approver", "editor", "viewer"],
  "members:write": ["owner", "administrator"],
  "sessions:write": ["owner", "administrator"],
  "audit:read": ["owner", "administrator"],
  "usage:read": ["owner", "administrator", "approver", "editor", "viewer"],
  "websites:read": ["owner", "administrator", "approver", "editor", "viewer"],
  "websites:create": ["owner", "administrator"],
  "websites:write": ["owner", "administrator"],
  "websites:delete": ["owner", "administrator"],
  "content:read": ["owner", "administrator", "approver", "editor", "viewer"],
  "content:write": ["owner", "administrator", "approver", "editor"],
  "content:publish": ["owner", "administrator", "approver", "editor"],
  "environment:write": ["owner", "administrator"],
  "themes:write": ["owner", "administrator", "editor"],
  "deployments:write": ["owner", "administrator", "approver"],
} as const satisfies Record<string, readonly TenantRole[]>;
export type TenantPermission = keyof typeof tenantPermissions;

/** What is still allowed in a suspended tenant, to owners alone: paying, seeing who they are, and taking their data along. */
export const permissionsWhenSuspended: readonly TenantPermission[] = [
  "billing:read",
  "billing:write",
  "profile:read",
  "export:create",
];

/** Who may do what for the platform. */
export const platformPermissions = {
  "tenants:read": ["administrator", "support"],
  "tenants:write": ["administrator"],
  "people:read": ["administrator", "support"],
  "people:write": ["administrator"],
  "people:impersonate": ["administrator"],
  "platform-audit:read": ["administrator", "support"],
  "health:read": ["administrator", "support"],
} as const satisfies Record<string, readonly PlatformRole[]>;
export type PlatformPermission = keyof typeof platformPermissions;

/** What the platform's own people may do inside any tenant, without being members of it. */
export const tenantPermissionsOfPlatform: Readonly<Record<PlatformRole, readonly TenantPermission[]>> = {
  administrator: Object.keys(tenantPermissions) as TenantPermission[],
  support: ["profile:read", "members:read", "audit:read", "usage:read", "websites:read", "content:read"],
};
