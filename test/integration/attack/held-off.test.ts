import { createHash } from "node:crypto";
import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { queryDatabase } from "#test/integration/imports/import-client.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { callerOf, type Call } from "./caller.ts";
import { makePerson, type Person } from "./people.ts";

const max = 12;
let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let call: Call;

beforeAll(async () => {
  const env = { REFUSALS_PER_MINUTE: String(max), CLIENT_ADDRESS: "X-Real-IP" };
  platform = await startTestPlatform({ postgres: true, env });
  await platform.untilHealthy();
  call = callerOf(platform);
});
afterAll(() => platform.dispose());

interface Owned {
  readonly owner: Person;
  readonly tenantId: string;
  readonly websiteId: string;
  readonly token: string;
}

/** A tenant with an owner and a website. */
async function newTenant(name: string): Promise<Owned> {
  const body = { name, subdomain: name, firstWebsite: false };
  const { tenantId } = (await call("POST", "/admin/tenants", { token: platform.token, body })).body;
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token, tenantId), plainTheme);
  const owner = await makePerson(platform, name, { memberships: [{ tenantId, role: "owner" }] });
  const token = await owner.tokenFor(tenantId);
  const website = { name, hostnames: [`shop.${name}.localhost`], theme };
  const made = await call("POST", "/websites", { token, body: website });
  if (made.status !== 201) throw new Error(made.text);
  return { owner, tenantId, websiteId: made.body.websiteId, token };
}

const countOf = (statuses: readonly number[], status: number) => statuses.filter((each) => each === status).length;

test("a hundred guesses at a time are answered as often as the limit says, in whatever way, and so often told of", async () => {
  const [anna, berta] = [await newTenant("anna"), await newTenant("berta")];
  const guess = () => call("GET", `/websites/${berta.websiteId}`, { token: anna.token });
  const answers = await Promise.all(Array.from({ length: 100 }, guess));
  const statuses = answers.map(({ status }) => status);
  const refused = countOf(statuses, 404);
  // Those that could not be counted in time are told to wait as well.
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(max);
  expect(countOf(statuses, 429)).toBe(100 - refused);
  const waits = answers.filter(({ status }) => status === 429).map(({ headers }) => Number(headers.get("Retry-After")));
  expect(waits.every((seconds) => seconds >= 1 && seconds <= 60)).toBe(true);
  for (let n = 0; n < max; n += 1) await guess();
  // By other roads it is the same person.
  const other = await call("POST", "/auth/token", { cookie: anna.owner.cookie, body: { tenantId: berta.tenantId } });
  expect(other.status).toBe(429);
  const member = await call("GET", `/tenant/members/${berta.owner.personId}`, { token: anna.token });
  expect(member.status).toBe(429);
  // What is their own they go on with, and so does everybody else.
  expect((await call("GET", `/websites/${anna.websiteId}`, { token: anna.token })).status).toBe(200);
  const logged = await eventually("the refusals are in the log", async () => {
    const { body } = await call("GET", "/tenant/audit?action=access.refused&limit=100", { token: berta.token });
    return body.items.length >= refused && (body.items as unknown[]);
  });
  expect(logged.length).toBeLessThanOrEqual(max);
});

test("wrong tokens are counted by address, of IPv6 by network; who is signed in there goes on", async () => {
  const { token, websiteId } = await newTenant("carla");
  const from = (n: number) => ({ "X-Real-IP": `2001:db8:0:7::${n.toString(16)}` });
  const guess = (n: number) =>
    call("GET", `/websites/${websiteId}`, {
      token: createHash("sha256").update(String(n)).digest("hex"),
      headers: from(n),
    });
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => guess(n)));
  const statuses = answers.map(({ status }) => status);
  expect(countOf(statuses, 401)).toBeLessThanOrEqual(max);
  expect(countOf(statuses, 429)).toBeGreaterThanOrEqual(40 - max);
  expect((await call("GET", `/websites/${websiteId}`, { token, headers: from(1) })).status).toBe(200);
  const elsewhere = await call("GET", `/websites/${websiteId}`, {
    token: "wrong",
    headers: { "X-Real-IP": "2001:db8:0:8::1" },
  });
  expect(elsewhere.status).toBe(401);
});

/** Sends half of a file, then does something, then sends the rest. */
function uploadAround(path: string, token: string, meanwhile: () => Promise<unknown>): Promise<number> {
  const target = new URL(platform.urls.api + path);
  const [first, rest] = ["<rss>", "</rss>"];
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: target.port,
        path: target.pathname + target.search,
        method: "POST",
        headers: {
          Host: target.host,
          Authorization: `Bearer ${token}`,
          "Content-Type": "application/xml",
          "Content-Length": first.length + rest.length,
        },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      },
    );
    sent.on("error", reject);
    sent.write(first);
    // Longer than a lease lasts, so that it is known everywhere.
    meanwhile()
      .then(() => sleep(1_100))
      .then(() => sent.end(rest), reject);
  });
}

test("a file is not kept when its tenant was suspended, or its sender signed out, before all of it had come", async () => {
  const { owner, tenantId, websiteId, token } = await newTenant("dora");
  const path = `/websites/${websiteId}/imports?format=wxr&fetchMedia=false`;
  const imports = async () => (await queryDatabase(platform, "select 1 from platform.imports")).length;
  expect(await uploadAround(path, token, async () => {})).toBe(202);
  expect(await imports()).toBe(1);
  const signOut = () => call("POST", "/auth/sign-out", { cookie: owner.cookie });
  expect(await uploadAround(path, token, signOut)).toBe(401);
  const editor = await makePerson(platform, "dora-editor", { memberships: [{ tenantId, role: "editor" }] });
  const suspend = () =>
    call("POST", `/admin/tenants/${tenantId}/suspend`, {
      token: platform.token,
      body: { reason: "The invoice is unpaid." },
    });
  expect(await uploadAround(path, await editor.tokenFor(tenantId), suspend)).toBe(403);
  expect(await imports()).toBe(1);
});
