import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch } from "#supervisor/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { goodPassword, mailsTo, tokenIn } from "./identity-client.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true, env: { CLIENT_ADDRESS: "X-Real-IP" } });
  await platform.untilHealthy();
});
afterAll(() => platform.dispose());

const appOrigin = () => new URL(platform.urls.api).origin.replace("//api.", "//app.");

/** A browser on the platform's own page. */
class Page {
  readonly #cookies = new Map<string, string>();

  async post(path: string, body?: unknown, method = "POST") {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers: Record<string, string> = { Origin: appOrigin(), ...(cookie === "" ? {} : { Cookie: cookie }) };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await localFetch(`${platform.urls.api}/auth${path}`, { method, headers, ...sent });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";")[0]!.split(/=(.*)/s);
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  }
}

async function callWith(token: string, method: string, path: string, body?: unknown, more: object = {}) {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, ...more };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await localFetch(platform.urls.api + path, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

async function mailTo(address: string) {
  const [mail] = await eventually(`a mail to ${address}`, () => {
    const mails = mailsTo(platform.directory.mails, address);
    return mails.length > 0 && mails;
  });
  const { text = "" } = await simpleParser(readFileSync(join(platform.directory.mails, `${mail!.mailId}.eml`)));
  return { text };
}

async function newOwner(name: string) {
  const email = `${name}@example.com`;
  const page = new Page();
  const tenant = { name, subdomain: `${name}-site` };
  const signedUp = await page.post("/sign-up", { email, name, password: goodPassword, tenant });
  expect(signedUp).toMatchObject({ status: 202 });
  const verified = await page.post("/verify-email", { token: tokenIn(await mailTo(email)) });
  expect(verified).toMatchObject({ status: 200 });
  expect(await page.post("/sign-in", { email, password: goodPassword })).toMatchObject({ status: 200 });
  const { tenantId } = verified.body.tenant as { tenantId: string };
  const token = await eventually("a token", async () => {
    const { status, body } = await page.post("/token", { tenantId });
    return status === 200 && (body.accessToken as string);
  });
  return { page, email, tenantId, token };
}

test("someone signs up through the edge, owns a tenant, and is given tokens for it until they sign out", async () => {
  const { page, email, tenantId } = await newOwner("wanda");
  const me = await page.post("/session", undefined, "GET");
  expect(me.body).toMatchObject({ person: { email }, memberships: [{ tenantId, role: "owner", status: "active" }] });
  expect((await page.post("/sign-out")).status).toBe(204);
  expect((await page.post("/token", { tenantId })).status).toBe(401);
});

test("an owner works in their tenant through the edge, and not for the platform", async () => {
  const { token, email } = await newOwner("ophelia");
  const members = await callWith(token, "GET", "/tenant/members");
  expect(members).toMatchObject({ status: 200, body: { items: [{ email, role: "owner" }], cursor: null } });
  const invited = await callWith(token, "POST", "/tenant/invitations", { email: "guest@example.com", role: "editor" });
  expect(invited).toMatchObject({ status: 201, body: { status: "pending" } });
  expect((await callWith(token, "GET", "/admin/people")).status).toBe(403);
});

test("a session that is ended stops its tokens within a second", async () => {
  const { page, token } = await newOwner("quentin");
  expect((await callWith(token, "GET", "/tenant/members")).status).toBe(200);
  expect((await page.post("/sign-out")).status).toBe(204);
  const ended = performance.now();
  await eventually("the token is refused", async () => {
    const begun = performance.now();
    const { status } = await callWith(token, "GET", "/tenant/members");
    // However long a call takes: one that began later than that is refused.
    if (status !== 401) expect(begun - ended).toBeLessThan(1_000);
    return status === 401;
  });
  expect((await page.post("/session", undefined, "GET")).status).toBe(401);
});

test("a call that is refused because it is another tenant's is in that tenant's log within seconds: once, by whom and from where", async () => {
  const [owner, stranger] = [await newOwner("olga"), await newOwner("igor")];
  const client = createApiClient(platform.urls.api, owner.token, owner.tenantId);
  const theme = await uploadTheme(client, plainTheme);
  const made = await callWith(owner.token, "POST", "/websites", { name: "Shop", subdomain: "shop", theme });
  expect(made.status).toBe(201);
  const { personId } = (await stranger.page.post("/session", undefined, "GET")).body.person;
  const path = `/websites/${made.body.websiteId}`;
  const whence = { "X-Real-IP": "203.0.113.77", "User-Agent": "Igor/1" };

  const refused = await callWith(stranger.token, "GET", path, undefined, whence);
  expect(refused).toMatchObject({ status: 404, body: { type: "urn:hotswap:problem:website-not-found" } });
  const log = () => callWith(owner.token, "GET", "/tenant/audit?action=access.refused");
  const entries = await eventually("the refusal is in the log", async () => {
    const { body } = await log();
    return body.items.length > 0 && body.items;
  });
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    tenantId: owner.tenantId,
    actor: { kind: "person", personId },
    target: { type: "route", id: "GET /websites/:websiteId" },
    origin: { address: "203.0.113.77", requestId: refused.body.requestId },
    after: { actorTenantId: stranger.tenantId, reason: "The website is another tenant's." },
  });
  expect((await callWith(stranger.token, "GET", "/tenant/audit?action=access.refused")).body.items).toEqual([]);

  // By another road, a second attempt: what comes after it shows that the first was not told twice.
  const mismatch = { "X-Tenant-ID": owner.tenantId };
  expect((await callWith(stranger.token, "GET", "/tenant/members", undefined, mismatch)).status).toBe(400);
  const both = await eventually("the second is in the log", async () => {
    const { body } = await log();
    return body.items.length > 1 && body.items;
  });
  expect(both.map(({ target }: { target: { id: string } }) => target.id)).toEqual([
    "GET /tenant/members",
    "GET /websites/:websiteId",
  ]);
});

test("a session's cookie is good below /auth alone", async () => {
  const { page, tenantId } = await newOwner("carla");
  expect((await page.post("/session", undefined, "GET")).status).toBe(200);
  expect((await page.post("/../tenant/members", undefined, "GET")).status).toBe(401);
  const { status } = await localFetch(`${platform.urls.api}/tenant/members`, { headers: { "X-Tenant-ID": tenantId } });
  expect(status).toBe(401);
});

test("who tries too often is told when to come back", async () => {
  const page = new Page();
  const tries: number[] = [];
  let last = await page.post("/sign-in", { email: "locked@example.com", password: "wrong" });
  for (let count = 0; count < 10; count += 1) {
    last = await page.post("/sign-in", { email: "locked@example.com", password: "wrong" });
    tries.push(last.status);
  }
  expect(tries.at(-1)).toBe(429);
  expect(Number(last.headers.get("Retry-After"))).toBeGreaterThan(60);
});
