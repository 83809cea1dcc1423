import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessTokenSchema, platformTenantId, type PlatformRole } from "#domain/access/index.ts";
import type { Assertion } from "#domain/contracts/index.ts";
import { Browser, goodPassword, newOwner, startIdentity, tokenIn, type Identity } from "./identity-client.ts";

let identity: Identity;
let administrator: { readonly personId: string; readonly as: ReturnType<typeof asPersonOfPlatform> };

const origin = { requestId: "test", address: "203.0.113.9", userAgent: "Test/1" };
const noTenant = { tenantId: null, role: null, websiteId: null, origin } as const;
const platformToken: Assertion = { kind: "caller", actor: { kind: "platform-token" }, ...noTenant };

function asPersonOfPlatform(personId: string, platformRole: PlatformRole) {
  const sessionId = "00000000-0000-7000-8000-0000000000ab";
  const actor = { kind: "person", personId, sessionId, platformRole, impersonatedBy: null } as const;
  return (method: string, path: string, body?: unknown) =>
    identity.as({ kind: "caller", actor, ...noTenant }, method, `/admin/people${path}`, body);
}

async function newPlatformPerson(email: string, platformRole: PlatformRole) {
  const input = { email, name: "Root", password: goodPassword, platformRole };
  const created = await identity.as(platformToken, "POST", "/admin/people", input);
  expect(created.status).toBe(201);
  const { personId } = created.body as { personId: string };
  return { personId, as: asPersonOfPlatform(personId, platformRole) };
}

beforeAll(async () => {
  identity = await startIdentity();
  administrator = await newPlatformPerson("root@example.com", "administrator");
});
afterAll(() => identity.stop());

const reason = "Ticket 4711: their import fails";

test("the platform makes a person with memberships, who signs in at once; the same call with one key makes one", async () => {
  const { tenantId } = await newOwner(identity);
  const input = {
    email: "seeded@example.com",
    name: "Seeded",
    password: goodPassword,
    memberships: [{ tenantId, role: "editor" }],
  };
  const key = { "Idempotency-Key": "seed-1" };
  const first = await identity.as(platformToken, "POST", "/admin/people", input, key);
  expect(first).toMatchObject({ status: 201, body: { email: "seeded@example.com", memberships: 1 } });
  expect((await identity.as(platformToken, "POST", "/admin/people", input, key)).body).toEqual(first.body);
  expect((await identity.as(platformToken, "POST", "/admin/people", input)).status).toBe(409);
  const browser = new Browser(identity);
  expect((await browser.post("/sign-in", { email: input.email, password: goodPassword })).status).toBe(200);
  expect((await browser.post("/token", { tenantId })).body).toMatchObject({ role: "editor" });
});

test("who is made without a password chooses one by mail", async () => {
  const email = "no-password@example.com";
  await administrator.as("POST", "", { email, name: "No Password" });
  const browser = new Browser(identity);
  expect((await browser.post("/sign-in", { email, password: "$none$" })).status).toBe(401);
  await browser.post("/request-password-reset", { email });
  const token = tokenIn(await identity.mailTo(email));
  expect((await browser.post("/reset-password", { token, password: goodPassword })).status).toBe(204);
  expect((await browser.post("/sign-in", { email, password: goodPassword })).status).toBe(200);
});

test("people of the platform get tokens for any tenant, without a role there, and none once they are that no more", async () => {
  const { tenantId } = await newOwner(identity);
  const email = "support@example.com";
  const { body: person } = await administrator.as("POST", "", {
    email,
    name: "Support",
    password: goodPassword,
    platformRole: "support",
  });
  const browser = new Browser(identity);
  await browser.post("/sign-in", { email, password: goodPassword });
  expect((await browser.post("/token", { tenantId })).body).toMatchObject({ role: null, platformRole: "support" });
  const before = identity.epochOf(platformTenantId);
  expect((await administrator.as("PUT", `/${person.personId}/platform-role`, { platformRole: null })).status).toBe(204);
  expect(identity.epochOf(platformTenantId)).toBe(before + 1);
  expect((await browser.post("/token", { tenantId })).status).toBe(404);
  const asSupport = asPersonOfPlatform(person.personId, "administrator");
  expect((await asSupport("POST", "", { email: "x@example.com", name: "X" })).status).toBe(403);
});

test("people are found by name and address, in pages", async () => {
  const owner = await newOwner(identity);
  const { body } = await administrator.as("GET", `?search=${owner.name.toUpperCase()}%40EXAMPLE`);
  expect(body.items).toMatchObject([{ personId: owner.personId, memberships: 1 }]);
  const { body: person } = await administrator.as("GET", `/${owner.personId}`);
  expect(person.tenants).toMatchObject([{ tenantId: owner.tenantId, role: "owner" }]);
  const { body: page } = await administrator.as("GET", "?limit=1");
  const { body: next } = await administrator.as("GET", `?limit=1&cursor=${page.cursor}`);
  expect(next.items[0].personId).not.toBe(page.items[0].personId);
  const { body: own } = await administrator.as("GET", "?ofPlatform=true");
  expect(own.items).toMatchObject([{ email: "root@example.com", platformRole: "administrator" }]);
});

test("someone of the platform acts as a member, for a reason, for a quarter of an hour in all, in both logs", async () => {
  const owner = await newOwner(identity);
  const path = `/${owner.personId}/impersonate`;
  const begun = await administrator.as("POST", path, { tenantId: owner.tenantId, reason });
  expect(begun).toMatchObject({
    status: 200,
    body: {
      person: { email: owner.email },
      role: "owner",
      impersonator: { name: "Root" },
      reason,
      expiresInSeconds: 300,
    },
  });
  const claims = accessTokenSchema.parse(decodeJwt(begun.body.accessToken));
  expect(claims).toMatchObject({ sub: owner.personId, imp: administrator.personId, platformRole: null, role: "owner" });
  const anew = await administrator.as("POST", path, { tenantId: owner.tenantId, reason });
  expect(anew.body).toMatchObject({ impersonationId: begun.body.impersonationId, endsAt: begun.body.endsAt });
  await identity.sql("update platform.impersonations set expires_at = now() + interval '20 seconds'");
  const late = await administrator.as("POST", path, { tenantId: owner.tenantId, reason });
  expect(late.body.expiresInSeconds).toBeLessThanOrEqual(20);

  const before = identity.epochOf(owner.tenantId);
  expect((await administrator.as("DELETE", path)).status).toBe(204);
  expect(identity.epochOf(owner.tenantId)).toBe(before + 1);
  const entries = await identity.sql(
    `select tenant_id, action, after ->> 'reason' as reason from platform.audit_entries
      where target_id = $1 and action in ('person.impersonated', 'impersonation.ended') order by sequence`,
    [owner.personId],
  );
  for (const tenantId of [owner.tenantId, platformTenantId]) {
    const ofLog = entries.filter((entry) => entry.tenant_id === tenantId);
    expect(ofLog).toMatchObject([{ action: "person.impersonated", reason }, { action: "impersonation.ended" }]);
  }
});

test("whoever is no longer of the platform, or is signed out by it, stops acting as others", async () => {
  const owner = await newOwner(identity);
  const acting = await newPlatformPerson("acting@example.com", "administrator");
  const path = `/${owner.personId}/impersonate`;
  const end = [
    () => administrator.as("POST", `/${acting.personId}/sign-out`),
    () => administrator.as("PUT", `/${acting.personId}/platform-role`, { platformRole: "support" }),
  ];
  for (const step of end) {
    expect((await acting.as("POST", path, { tenantId: owner.tenantId, reason })).status).toBe(200);
    const before = identity.epochOf(owner.tenantId);
    expect((await step()).status).toBe(204);
    expect(identity.epochOf(owner.tenantId)).toBe(before + 1);
  }
  expect((await acting.as("POST", path, { tenantId: owner.tenantId, reason })).status).toBe(403);
});

test("whoever signs out, on whichever device, or gets a new password stops acting as others", async () => {
  const owner = await newOwner(identity);
  const email = "leaving@example.com";
  const acting = await newPlatformPerson(email, "administrator");
  const browser = new Browser(identity);
  const enter = async (password: string) =>
    expect((await browser.post("/sign-in", { email, password })).status).toBe(200);
  const [second, third] = ["a second umbrella 44", "a third umbrella 45"];
  const end = [
    async () => {
      await enter(goodPassword);
      return browser.post("/sign-out");
    },
    async () => {
      await enter(goodPassword);
      await enter(goodPassword);
      return browser.post("/sessions/revoke-others");
    },
    () => browser.post("/change-password", { currentPassword: goodPassword, password: second }),
    async () => {
      await browser.post("/request-password-reset", { email });
      const token = tokenIn(await identity.mailTo(email, 2));
      return browser.post("/reset-password", { token, password: third });
    },
  ];
  for (const step of end) {
    const path = `/${owner.personId}/impersonate`;
    expect((await acting.as("POST", path, { tenantId: owner.tenantId, reason })).status).toBe(200);
    const before = identity.epochOf(owner.tenantId);
    expect((await step()).status).toBe(204);
    expect(identity.epochOf(owner.tenantId)).toBe(before + 1);
  }
});

test("what ran out by itself is not said to be ended by what comes later", async () => {
  const owner = await newOwner(identity);
  const acting = await newPlatformPerson("patient@example.com", "administrator");
  await acting.as("POST", `/${owner.personId}/impersonate`, { tenantId: owner.tenantId, reason });
  await identity.sql(
    "update platform.impersonations set expires_at = now() - interval '1 second' where impersonator_id = $1",
    [acting.personId],
  );
  expect((await administrator.as("POST", `/${acting.personId}/sign-out`)).status).toBe(204);
  const entries = await identity.sql(
    "select action from platform.audit_entries where target_id = $1 order by sequence",
    [owner.personId],
  );
  expect(entries.map(({ action }) => action)).not.toContain("impersonation.ended");
  expect(entries.map(({ action }) => action)).toContain("person.impersonated");
});

test("nobody acts as one of the platform's, as a stranger to the tenant, without a reason, or by the platform's token", async () => {
  const [owner, other] = [await newOwner(identity), await newOwner(identity)];
  const input = { tenantId: owner.tenantId, reason };
  expect((await administrator.as("POST", `/${administrator.personId}/impersonate`, input)).status).toBe(403);
  expect((await administrator.as("POST", `/${other.personId}/impersonate`, input)).status).toBe(404);
  expect((await administrator.as("POST", `/${owner.personId}/impersonate`, { ...input, reason: "" })).status).toBe(400);
  const byToken = await identity.as(platformToken, "POST", `/admin/people/${owner.personId}/impersonate`, input);
  expect(byToken.status).toBe(403);
});

test("the platform signs a person out everywhere", async () => {
  const owner = await newOwner(identity);
  await owner.browser.post("/token", { tenantId: owner.tenantId });
  const before = identity.epochOf(owner.tenantId);
  expect((await administrator.as("POST", `/${owner.personId}/sign-out`)).status).toBe(204);
  expect((await owner.browser.get("/session")).status).toBe(401);
  expect(identity.epochOf(owner.tenantId)).toBe(before + 1);
});

test("a tenant that the platform makes has its first owner invited", async () => {
  const ownerEmail = "first-owner@example.com";
  const input = { name: "Made", subdomain: "made-for-them", tier: "free", metadata: {}, ownerEmail };
  expect((await identity.as(platformToken, "POST", "/tenants", input)).status).toBe(201);
  const token = tokenIn(await identity.mailTo(ownerEmail));
  const { body } = await new Browser(identity).post("/invitations/preview", { token });
  expect(body).toMatchObject({ tenant: { name: "Made" }, role: "owner", invitedBy: null });
});
