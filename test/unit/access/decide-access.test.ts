import { describe, expect, test } from "vitest";
import { permissionsWhenSuspended, tenantPermissions, tenantRoles, type AccessToken } from "#domain/access/index.ts";
import { tenantStatuses, type TenantStatus } from "#domain/tenant/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { callOrigin } from "#workers/api/access/call-origin.ts";
import type { Credential } from "#workers/api/access/credential.ts";
import { decideAccess, isRevoked } from "#workers/api/access/decide-access.ts";
import { namedTenant } from "#workers/api/access/named-tenant.ts";

const tenantId = crypto.randomUUID();
const claims = (given: Partial<AccessToken> = {}): AccessToken => ({
  sub: crypto.randomUUID(),
  sid: crypto.randomUUID(),
  tid: tenantId,
  role: null,
  platformRole: null,
  epoch: 0,
  platformEpoch: 0,
  imp: null,
  iat: 0,
  exp: 300,
  ...given,
});
const person = (given: Partial<AccessToken>): Credential => ({ kind: "access-token", claims: claims(given) });
const platform = activeState(crypto.randomUUID());
const permissions = Object.keys(tenantPermissions) as (keyof typeof tenantPermissions)[];
const statuses = Object.keys(tenantStatuses) as TenantStatus[];

function outcome(credential: Credential, permission: (typeof permissions)[number], status: TenantStatus): string {
  const states = { tenant: activeState(tenantId, { status }), platform };
  const decided = decideAccess({ kind: "tenant", permission }, credential, states);
  return decided.ok ? "allowed" : decided.failure.code;
}

describe("in a tenant", () => {
  test.each(tenantRoles)(
    "%s has what the table gives, at work; in any other status owners alone keep a little",
    (role) => {
      for (const permission of permissions) {
        const has = (tenantPermissions[permission] as readonly string[]).includes(role);
        for (const status of statuses) {
          const keeps = role === "owner" && permissionsWhenSuspended.includes(permission);
          const isLeaving = status === "suspended" || status === "deprovisioning";
          const inactive = isLeaving && keeps ? "allowed" : "tenant-inactive";
          const expected = status === "active" ? (has ? "allowed" : "forbidden") : inactive;
          expect([role, permission, status, outcome(person({ role }), permission, status)]).toEqual([
            role,
            permission,
            status,
            expected,
          ]);
        }
      }
    },
  );

  test("nobody may anything without a role, nor without a tenant", () => {
    for (const permission of permissions) {
      expect(outcome(person({}), permission, "active")).toBe("forbidden");
      const nowhere = decideAccess({ kind: "tenant", permission }, person({ tid: null }), { tenant: null, platform });
      expect(nowhere).toMatchObject({ ok: false, failure: { code: "tenant-required" } });
    }
  });
});

describe("for the platform", () => {
  const access = { kind: "platform", permission: "tenants:read" } as const;
  const states = { tenant: null, platform };
  test("no member of a tenant may anything, be they its owner", () => {
    const decided = decideAccess(access, person({ role: "owner" }), { ...states, tenant: activeState(tenantId) });
    expect(decided).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  });

  test("nor whoever acts as somebody else, whatever their token says", () => {
    const acting = person({ tid: null, platformRole: "administrator", imp: crypto.randomUUID() });
    expect(decideAccess(access, acting, states)).toMatchObject({ failure: { code: "forbidden" } });
  });
});

describe("a token is revoked", () => {
  const tenant = activeState(tenantId, { revocationEpoch: 3 });
  const own = { ...platform, revocationEpoch: 5 };
  test.each([
    ["of a member, by the tenant's epoch", { role: "editor", epoch: 2 }, true],
    ["not at the same epoch", { role: "editor", epoch: 3 }, false],
    ["not of a member by the platform's", { role: "editor", epoch: 3, platformEpoch: 0 }, false],
    ["of the platform's people by the platform's", { platformRole: "support", epoch: 3, platformEpoch: 4 }, true],
    ["of the platform's people by the tenant's", { platformRole: "support", epoch: 2, platformEpoch: 5 }, true],
    ["not when both are kept", { platformRole: "support", epoch: 3, platformEpoch: 5 }, false],
    ["without tenant by the platform's", { tid: null, epoch: 4 }, true],
    ["not without tenant at the platform's", { tid: null, epoch: 5 }, false],
  ] as const)("%s", (_, given, expected) => {
    expect(isRevoked(claims(given), { tenant, platform: own })).toBe(expected);
  });

  test("while nobody knows of what it is held against", () => {
    expect(isRevoked(claims({ tid: null }), { tenant: null, platform: null })).toBe(true);
    expect(isRevoked(claims({ platformRole: "support", epoch: 3 }), { tenant, platform: null })).toBe(true);
  });
});

test.each([
  [null, undefined, null],
  [null, null, null],
  [null, tenantId, tenantId],
  [tenantId, undefined, tenantId],
  [tenantId.toUpperCase(), tenantId, tenantId],
  [tenantId, null, "tenant-mismatch"],
  [tenantId, crypto.randomUUID(), "tenant-mismatch"],
  ["nobody", undefined, "invalid-request"],
  ["", tenantId, "invalid-request"],
  [`${tenantId}, ${tenantId}`, tenantId, "invalid-request"],
])("X-Tenant-ID %j with a token for %j is %j", (header, claim, expected) => {
  const named = namedTenant(header, claim);
  expect(named.ok ? named.value : named.failure.code).toBe(expected);
});

describe("a client's address", () => {
  const headers = new Headers({ "X-Forwarded-For": "6.6.6.6, 2001:DB8::1", "User-Agent": "a".repeat(600) });
  test("is the last that a trusted proxy wrote", () => {
    expect(callOrigin(headers, "r", "X-Forwarded-For")).toEqual({
      requestId: "r",
      address: "2001:db8::1",
      userAgent: "a".repeat(500),
    });
  });

  test("is not known where no proxy is trusted, or what it wrote is no address", () => {
    expect(callOrigin(headers, "r", null).address).toBe("unknown");
    expect(callOrigin(headers, "r", "CF-Connecting-IP").address).toBe("unknown");
    expect(callOrigin(new Headers({ X: "<script>" }), "r", "X").address).toBe("unknown");
  });
});
