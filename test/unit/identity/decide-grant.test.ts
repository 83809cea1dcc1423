import { expect, test } from "vitest";
import { tenantRoles } from "#domain/access/index.ts";
import type { TenantStatus } from "#domain/tenant/index.ts";
import { decideGrant } from "#control-plane/services/access-tokens/decide-grant.ts";
import type { Standing } from "#control-plane/services/access-tokens/index.ts";

const began = new Date("2026-01-02T00:00:00Z");
const standing = (status: TenantStatus, more: Partial<Standing> = {}): Standing => ({
  platformRole: null,
  platformEpoch: 0,
  tenant: { name: "Bakery", status, epoch: 0 },
  membership: { role: "editor", sessionsNotBefore: null },
  ...more,
});
const codeOf = (given: Standing) => {
  const decision = decideGrant(given, began);
  return decision.ok ? decision.value.role : decision.failure.code;
};

test("a member is given a token of their role in an active tenant", () => {
  for (const role of tenantRoles) {
    expect(codeOf(standing("active", { membership: { role, sessionsNotBefore: null } }))).toBe(role);
  }
});

test("in a suspended tenant its owners are, and nobody else who belongs to it", () => {
  for (const role of tenantRoles) {
    const given = codeOf(standing("suspended", { membership: { role, sessionsNotBefore: null } }));
    expect(given).toBe(role === "owner" ? "owner" : "tenant-inactive");
  }
});

test("nobody is for a tenant that is not ready or is gone, not even the platform's people", () => {
  for (const status of ["provisioning", "deleted"] as const) {
    expect(codeOf(standing(status))).toBe("tenant-inactive");
    expect(codeOf(standing(status, { platformRole: "administrator", membership: null }))).toBe("tenant-inactive");
  }
});

test("strangers cannot tell a tenant that they do not belong to from none", () => {
  for (const status of ["active", "suspended", "provisioning", "deleted"] as const) {
    expect(decideGrant(standing(status, { membership: null }), began)).toEqual(
      decideGrant(standing("active", { tenant: null, membership: null }), began),
    );
  }
});

test("the platform's people are given one without a role, also for a suspended tenant", () => {
  for (const status of ["active", "suspended", "deprovisioning"] as const) {
    expect(codeOf(standing(status, { platformRole: "support", membership: null }))).toBeNull();
  }
});

test("a session begun before the tenant asked to sign in anew is not enough", () => {
  const asked = (sessionsNotBefore: Date) => standing("active", { membership: { role: "editor", sessionsNotBefore } });
  expect(codeOf(asked(new Date(began.getTime() + 1)))).toBe("unauthorized");
  expect(codeOf(asked(new Date(began.getTime() - 1)))).toBe("editor");
});
