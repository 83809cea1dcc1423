import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessTokenAudience, accessTokenIssuer, accessTokenSchema } from "#domain/access/index.ts";
import { Browser, goodPassword, newOwner, startIdentity, tokenIn, type Identity } from "./identity-client.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

test("signing up makes nobody before the link in the mail is followed, then a person who owns a tenant on the Free tier", async () => {
  const browser = new Browser(identity);
  const email = "ada@example.com";
  const input = { email, name: "Ada", password: goodPassword, tenant: { name: "Ada's", subdomain: "ada-site" } };
  expect(await browser.post("/sign-up", input)).toMatchObject({ status: 202, body: { status: "accepted" } });
  expect((await browser.post("/sign-in", { email, password: goodPassword })).status).toBe(401);

  const token = tokenIn(await identity.mailTo(email));
  const verified = await browser.post("/verify-email", { token });
  expect(verified).toMatchObject({ status: 200, body: { email, tenant: { subdomain: "ada-site" } } });
  expect(await browser.post("/verify-email", { token })).toMatchObject({ status: 410 });

  const entered = await browser.post("/sign-in", { email, password: goodPassword });
  expect(entered).toMatchObject({ status: 200, body: { status: "signed-in", personId: verified.body.personId } });
  const me = await browser.get("/session");
  expect(me.body).toMatchObject({
    person: { email, name: "Ada", platformRole: null, hasSecondFactor: false },
    session: { isCurrent: true, address: browser.address, userAgent: "Test/1" },
    memberships: [{ subdomain: "ada-site", role: "owner" }],
  });
  const [tenant] = await identity.sql("select tier from platform.tenants where subdomain = 'ada-site'");
  expect(tenant).toEqual({ tier: "free" });
});

test("a session is exchanged for a token that the published keys verify, for the tenant or for none", async () => {
  const { browser, personId, tenantId } = await newOwner(identity);
  const { body: keys } = await identity.as({ kind: "platform" }, "GET", "/jwks");
  const keySet = createLocalJWKSet(keys as JSONWebKeySet);
  const options = { issuer: accessTokenIssuer, audience: accessTokenAudience, algorithms: ["EdDSA"] };

  const issued = await browser.post("/token", { tenantId });
  expect(issued).toMatchObject({ status: 200, body: { tokenType: "Bearer", expiresInSeconds: 300, role: "owner" } });
  const { payload } = await jwtVerify(issued.body.accessToken, keySet, options);
  expect(accessTokenSchema.parse(payload)).toMatchObject({ sub: personId, tid: tenantId, role: "owner", imp: null });

  const { body: without } = await browser.post("/token");
  expect(accessTokenSchema.parse(decodeJwt(without.accessToken))).toMatchObject({
    sub: personId,
    tid: null,
    role: null,
  });
  expect(JSON.stringify(keys)).not.toContain('"d"');
});

test("whoever reaches for another's tenant is told that there is none, and the tenant's log tells of it", async () => {
  const [owner, other] = [await newOwner(identity), await newOwner(identity)];
  const refused = await owner.browser.post("/token", { tenantId: other.tenantId });
  const unknown = await owner.browser.post("/token", { tenantId: "00000000-0000-7000-8000-00000000dead" });
  expect([refused.status, unknown.status]).toEqual([404, 404]);
  expect(refused.body.detail).toBe(unknown.body.detail);
  const entries = await identity.sql(
    "select actor_id from platform.audit_entries where tenant_id = $1 and action = 'access.refused'",
    [other.tenantId],
  );
  expect(entries).toEqual([{ actor_id: owner.personId }]);
});
