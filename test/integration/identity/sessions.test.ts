import { afterAll, beforeAll, expect, test } from "vitest";
import { platformTenantId } from "#domain/access/index.ts";
import { Browser, goodPassword, newOwner, startIdentity, type Identity } from "./identity-client.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

async function anotherDevice(email: string): Promise<Browser> {
  const browser = new Browser(identity);
  expect((await browser.post("/sign-in", { email, password: goodPassword })).status).toBe(200);
  return browser;
}

test("someone sees their devices, signs out on one, and tokens made there are no longer good", async () => {
  const { browser, email, tenantId } = await newOwner(identity);
  const phone = await anotherDevice(email);
  await phone.post("/token", { tenantId });
  const { body: list } = await browser.get("/sessions");
  expect(list.items.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toEqual([false, true]);
  const before = identity.epochOf(tenantId);
  expect((await browser.call("DELETE", `/sessions/${list.items[0].sessionId}`)).status).toBe(204);
  expect(identity.epochOf(tenantId)).toBe(before + 1);
  expect([(await phone.get("/session")).status, (await browser.get("/session")).status]).toEqual([401, 200]);
  expect((await phone.post("/token", { tenantId })).status).toBe(401);
});

test("signing out revokes tokens where the session was exchanged for some, and tells nobody otherwise", async () => {
  const { browser, email, tenantId } = await newOwner(identity);
  const phone = await anotherDevice(email);
  const before = identity.epochOf(tenantId);
  expect((await phone.post("/sign-out")).status).toBe(204);
  expect(identity.epochOf(tenantId)).toBe(before);
  await browser.post("/token", { tenantId });
  expect((await browser.post("/sign-out")).status).toBe(204);
  expect(identity.epochOf(tenantId)).toBe(before + 1);
  expect((await browser.get("/session")).status).toBe(401);
});

test("whoever has no role of the platform's moves nothing of its people's tokens by signing out", async () => {
  const { browser } = await newOwner(identity);
  const epoch = () =>
    identity.sql("select revocation_epoch from platform.tenants where tenant_id = $1", [platformTenantId]);
  const before = await epoch();
  expect(await browser.post("/token")).toMatchObject({ status: 200, body: { tenantId: null, platformRole: null } });
  expect((await browser.post("/sign-out")).status).toBe(204);
  expect(await epoch()).toEqual(before);
});

test("one device too many signs the oldest out, and tokens made there are no longer good", async () => {
  const { browser, email, personId, tenantId } = await newOwner(identity);
  await browser.post("/token", { tenantId });
  await identity.sql(
    `insert into platform.sessions (session_id, person_id, token, expires_at, created_at, updated_at)
      select ('ffffffff-ffff-7fff-bfff-' || lpad(n::text, 12, '0'))::uuid, $1, 'device ' || n, now() + interval '1 day', now(), now()
      from generate_series(1, 49) n`,
    [personId],
  );
  const before = identity.epochOf(tenantId);
  const phone = await anotherDevice(email);
  expect(identity.epochOf(tenantId)).toBe(before + 1);
  expect([(await browser.get("/session")).status, (await phone.get("/session")).status]).toEqual([401, 200]);
});

test("signing out everywhere else leaves this device alone", async () => {
  const { browser, email } = await newOwner(identity);
  const others = [await anotherDevice(email), await anotherDevice(email)];
  expect((await browser.post("/sessions/revoke-others")).status).toBe(204);
  for (const other of others) expect((await other.get("/session")).status).toBe(401);
  expect((await browser.get("/session")).status).toBe(200);
});

test("another person's session is not there", async () => {
  const [one, other] = [await newOwner(identity), await newOwner(identity)];
  const { body } = await other.browser.get("/sessions");
  expect((await one.browser.call("DELETE", `/sessions/${body.items[0].sessionId}`)).status).toBe(404);
  expect((await other.browser.get("/session")).status).toBe(200);
});

test("of an exchange and a sign-out at a time, no token is left good", async () => {
  const { email, tenantId } = await newOwner(identity);
  for (let round = 0; round < 8; round += 1) {
    const phone = await anotherDevice(email);
    const [issued] = await Promise.all([phone.post("/token", { tenantId }), phone.post("/sign-out")]);
    if (issued.status !== 200) continue;
    const { epoch } = JSON.parse(Buffer.from(issued.body.accessToken.split(".")[1], "base64url").toString());
    expect(identity.epochOf(tenantId)).toBeGreaterThan(epoch);
  }
});

test("cookies are out of scripts' reach, and sent along from the same site alone", async () => {
  const { email } = await newOwner(identity);
  const reply = await new Browser(identity).post("/sign-in", { email, password: goodPassword });
  const [cookie] = (reply.headers["set-cookie"] as string[]).filter((line) => line.includes("session_token"));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).toMatch(/Path=\//i);
  expect(cookie).not.toMatch(/Domain=/i);
});

test("calls with cookies come from the platform's own pages", async () => {
  const { browser, email } = await newOwner(identity);
  for (const origin of ["https://evil.example", "http://app.localhost:8788.evil.example", "null", null]) {
    browser.origin = origin;
    expect((await browser.post("/token")).status).toBe(403);
    expect((await browser.post("/sign-out")).status).toBe(403);
  }
  const stranger = new Browser(identity);
  stranger.origin = "https://evil.example";
  expect((await stranger.post("/sign-in", { email, password: goodPassword })).status).toBe(403);
  browser.origin = "http://app.localhost:8788";
  expect((await browser.get("/session")).status).toBe(200);
});

test("two sessions in one call are refused, altered ones are nobody's, and signing in always begins a new one", async () => {
  const { browser, email } = await newOwner(identity);
  const [[name, value]] = [...browser.cookies] as [[string, string]];
  const twice = await identity.as(browser.assertion, "GET", "/auth/session", undefined, {
    Cookie: `${name}=${value}; ${name}=other.value`,
  });
  expect(twice.status).toBe(400);
  const fixed = new Browser(identity);
  fixed.cookies.set(name, `${"x".repeat(32)}.${value.split(".")[1]}`);
  expect((await fixed.get("/session")).status).toBe(401);
  await fixed.post("/sign-in", { email, password: goodPassword });
  expect(fixed.cookies.get(name)).not.toBe(value);
  expect((await fixed.get("/session")).status).toBe(200);
});

test("owners of a suspended tenant still get tokens, others do not; nobody for one that is deleted", async () => {
  const { browser, tenantId } = await newOwner(identity);
  const set = (status: string) =>
    identity.sql(
      `update platform.tenants set status = $2::text,
        suspended_at = case when $2::text = 'suspended' then now() end where tenant_id = $1`,
      [tenantId, status],
    );
  await set("suspended");
  expect((await browser.post("/token", { tenantId })).status).toBe(200);
  await identity.sql("update platform.memberships set role = 'administrator' where tenant_id = $1", [tenantId]);
  expect((await browser.post("/token", { tenantId })).status).toBe(403);
  await set("deleted");
  expect((await browser.post("/token", { tenantId })).status).toBe(403);
});

test("the control plane killed between two sign-ins knows sessions and keys as before", async () => {
  const { browser, tenantId } = await newOwner(identity);
  const { body: keys } = await identity.as({ kind: "platform" }, "GET", "/jwks");
  await identity.restart();
  expect((await browser.post("/token", { tenantId })).status).toBe(200);
  expect((await identity.as({ kind: "platform" }, "GET", "/jwks")).body).toEqual(keys);
});

test("keys are replaced after thirty days: the next is told of before it is signed with, and the one before until no token can live", async () => {
  const { browser, tenantId } = await newOwner(identity);
  const kidOf = ({ body }: { body: { accessToken: string } }) =>
    JSON.parse(Buffer.from(body.accessToken.split(".")[0]!, "base64url").toString()).kid as string;
  const first = kidOf(await browser.post("/token", { tenantId }));
  await identity.sql("update platform.signing_keys set created_at = now() - interval '31 days'");
  await identity.restart();
  const { body } = await identity.as({ kind: "platform" }, "GET", "/jwks");
  expect(body.keys).toHaveLength(2);
  expect(kidOf(await browser.post("/token", { tenantId }))).toBe(first);
  await identity.sql(
    `update platform.signing_keys
      set created_at = created_at - interval '20 seconds', replaced_at = replaced_at - interval '20 seconds'`,
  );
  await identity.restart();
  expect(kidOf(await browser.post("/token", { tenantId }))).toBe(body.keys.at(-1).kid);
  expect(body.keys.at(-1).kid).not.toBe(first);
  await identity.sql(
    "update platform.signing_keys set replaced_at = now() - interval '2 hours' where replaced_at is not null",
  );
  expect((await identity.as({ kind: "platform" }, "GET", "/jwks")).body.keys).toHaveLength(1);
});
