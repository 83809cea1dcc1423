import {
  permissionsWhenSuspended,
  platformRoleMay,
  platformRoleMayInTenant,
  roleMay,
  roleMayWhenSuspended,
  type AccessToken,
  type PlatformPermission,
  type TenantPermission,
} from "#domain/access/index.ts";
import type { TenantState } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { TenantStatus } from "#domain/tenant/index.ts";
import type { Access } from "./context.ts";
import type { Credential } from "./credential.ts";

export type AccessRefusal = "unauthorized" | "forbidden" | "tenant-inactive" | "tenant-required";

/** What is known of the tenants that a credential is held against. */
export interface KnownStates {
  /** Of the tenant in which the call acts; null for none. */
  readonly tenant: TenantState | null;
  /** Of the platform itself; null where the credential is not held against it. */
  readonly platform: TenantState | null;
}

/** Whether the token is held against the platform's own revocation epoch: it has no tenant, or is of the platform's people. */
export function isHeldAgainstPlatform({ tid, platformRole }: AccessToken): boolean {
  return tid === null || platformRole !== null;
}

/** Whether the token was made before the tenant's, or the platform's, tokens were last revoked. */
export function isRevoked(claims: AccessToken, { tenant, platform }: KnownStates): boolean {
  const own = claims.tid === null ? platform : tenant;
  if (own === null || claims.epoch < own.revocationEpoch) return true;
  const heldTwice = claims.tid !== null && claims.platformRole !== null;
  return heldTwice && (platform === null || claims.platformEpoch < platform.revocationEpoch);
}

/**
 * The one place where is decided whether a call may be made. Pure; the table that it reads is `domain/access/permissions.ts`.
 * That a website is the tenant's is found out beside it.
 */
export function decideAccess(access: Access, credential: Credential, states: KnownStates): Result<null, AccessRefusal> {
  if (access.kind === "public") return ok(null);
  if (credential.kind === "access-token" && isRevoked(credential.claims, states)) return revoked;
  switch (access.kind) {
    case "signed-in":
      return credential.kind === "access-token" ? ok(null) : onlyPeople;
    case "platform":
      return mayForPlatform(credential, access.permission) ? ok(null) : notAllowed;
    case "tenant":
    case "website":
      return decideInTenant(access, credential, states.tenant);
  }
}

function mayForPlatform(credential: Credential, permission: PlatformPermission): boolean {
  if (credential.kind === "platform-token") return true;
  if (credential.kind !== "access-token") return false;
  const { platformRole, imp } = credential.claims;
  // Whoever acts as somebody else has only what that person has within their tenant.
  return platformRole !== null && imp === null && platformRoleMay(platformRole, permission);
}

function decideInTenant(
  access: Extract<Access, { kind: "tenant" | "website" }>,
  credential: Credential,
  tenant: TenantState | null,
): Result<null, AccessRefusal> {
  const { permission } = access;
  if (tenant === null) {
    const isForAll = access.kind === "tenant" && access.platformWide === true && credential.kind === "platform-token";
    return isForAll ? ok(null) : noTenant;
  }
  if (!mayInTenant(access, credential)) {
    // Whoever may do nothing here at the moment is told why, not what they might do otherwise.
    return tenant.status === "active" ? notAllowed : inactive(tenant.status);
  }
  if (tenant.status === "active") return ok(null);
  return mayWhenInactive(credential, permission, tenant.status) ? ok(null) : inactive(tenant.status);
}

function mayInTenant(access: Extract<Access, { kind: "tenant" | "website" }>, credential: Credential): boolean {
  const { permission } = access;
  switch (credential.kind) {
    case "platform-token":
      return true;
    case "access-token":
      return personMay(credential.claims, permission);
    case "control-plane":
      return controlPlaneMay(access.kind, permission);
    case "tenant-state":
      return false;
  }
}

function personMay({ role, platformRole }: AccessToken, permission: TenantPermission): boolean {
  if (role !== null && roleMay(role, permission)) return true;
  return platformRole !== null && platformRoleMayInTenant(platformRole, permission);
}

/** It makes tenants' first websites, works on websites' content and releases, stores the blobs that they need, and exports all of it. */
function controlPlaneMay(kind: "tenant" | "website", permission: TenantPermission): boolean {
  if (permission.startsWith("content:") || permission === "websites:create") return true;
  if (kind !== "website") return false;
  return permission.startsWith("websites:") || permission === "deployments:write" || permission === "export:create";
}

/** What an inactive tenant's owners, and the platform's own people, may do still; and the control plane, which makes and removes it. */
function mayWhenInactive(credential: Credential, permission: TenantPermission, status: TenantStatus): boolean {
  if (credential.kind === "control-plane") {
    if (permission === "export:create") return status === "suspended" || status === "deprovisioning";
    return status === "provisioning" || (status === "deprovisioning" && permission === "websites:delete");
  }
  if (status !== "suspended" && status !== "deprovisioning") return false;
  if (credential.kind === "platform-token") return permissionsWhenSuspended.includes(permission);
  if (credential.kind !== "access-token") return false;
  const { role, platformRole } = credential.claims;
  if (role !== null && roleMayWhenSuspended(role, permission)) return true;
  if (platformRole === null || !platformRoleMayInTenant(platformRole, permission)) return false;
  return permissionsWhenSuspended.includes(permission);
}

const revoked = fail("unauthorized", "The access token was revoked: exchange the session for a new one.");
const onlyPeople = fail("forbidden", "This is for people: sign in, and exchange the session for an access token.");
const noTenant = fail(
  "tenant-required",
  "Name the tenant by the header 'X-Tenant-ID', or use a token that is good for one.",
);
const notAllowed = fail("forbidden", "The caller's role does not allow this.");

function inactive(status: TenantStatus) {
  return fail(
    "tenant-inactive",
    `The tenant is ${status}: its owners may see its profile, pay and export, and no more.`,
    {
      status,
    },
  );
}
