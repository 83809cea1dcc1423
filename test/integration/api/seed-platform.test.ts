import { afterAll, beforeAll, expect, test } from "vitest";
import { demoTenants, platformAdministrator } from "#supervisor/demo/demo-tenants.ts";
import type { SeedNote } from "#supervisor/demo/seed-note.ts";
import { seedPlatform } from "#supervisor/demo/seed-platform.ts";
import { localFetch } from "#supervisor/index.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { signInTo } from "#test/support/sign-in.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
});
afterAll(() => platform?.dispose());

const password = "a kettle of herring 9";
const [demo, varga] = demoTenants;
const everybody = [platformAdministrator, ...demoTenants.flatMap(({ people }) => people)];

function noteInMemory(): SeedNote & { tenantIds: readonly string[] | null } {
  return {
    tenantIds: null,
    read() {
      return this.tenantIds;
    },
    write(tenantIds) {
      this.tenantIds = tenantIds;
    },
  };
}

const seed = (note: SeedNote) => {
  const { port: sitesPort, token, urls } = platform;
  return seedPlatform({ apiUrl: urls.api, sitesPort, token, password, note, log: () => {} });
};

async function asOperator(method: string, path: string, body?: unknown, tenantId?: string) {
  const response = await localFetch(platform.urls.api + path, {
    method,
    headers: {
      Authorization: `Bearer ${platform.token}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(tenantId === undefined ? {} : { "X-Tenant-ID": tenantId }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as AnyJson };
}

const peopleThere = async () => (await asOperator("GET", "/admin/people?limit=100")).body.items as { email: string }[];

test("the demo has its people, who can all sign in, and its tenants, whose websites are served", async () => {
  const note = noteInMemory();
  const { sites } = await seed(note);
  expect(sites.map(({ url }) => new URL(url).hostname)).toEqual([
    "bakery.demo.localhost",
    "studio.demo.localhost",
    "studio.varga.localhost",
  ]);
  for (const { url } of sites) expect((await localFetch(url)).status).toBe(200);
  expect(note.tenantIds).toEqual([demo.tenantId, varga.tenantId]);

  for (const { tenantId, people } of demoTenants) {
    for (const { email, role } of people) {
      const client = await signInTo(platform.urls.api, email, password);
      expect((await client.whoAmI()).memberships).toMatchObject([{ tenantId, role, status: "active" }]);
    }
  }
  const administrator = await signInTo(platform.urls.api, platformAdministrator.email, password);
  expect((await administrator.whoAmI()).person.platformRole).toBe("administrator");

  const owner = await signInTo(platform.urls.api, "owner@varga.localhost", password);
  const token = await owner.tokenFor(varga.tenantId);
  const own = await owner.call(token, "/websites");
  expect(own.body.items.map(({ websiteId }: { websiteId: string }) => websiteId)).toEqual([varga.sites[0]!.websiteId]);
  expect((await owner.call(token, `/websites/${demo.sites[0]!.websiteId}/deployments`)).status).toBe(404);
});

test("run again without its note, as after a crash at the very end, it makes nothing twice", async () => {
  const before = await peopleThere();
  expect(before.map(({ email }) => email).toSorted()).toEqual(everybody.map(({ email }) => email).toSorted());
  const note = noteInMemory();
  expect((await seed(note)).sites).toHaveLength(3);
  expect(await peopleThere()).toEqual(before);
  expect(note.tenantIds).toEqual([demo.tenantId, varga.tenantId]);
});

test("who was removed, and what was deleted or closed, stays so", async () => {
  const editor = (await asOperator("GET", "/tenant/members?search=editor", undefined, demo.tenantId)).body.items[0];
  const removed = await asOperator("DELETE", `/tenant/members/${editor.personId}`, undefined, demo.tenantId);
  expect(removed.status).toBe(204);
  await asOperator("DELETE", `/websites/${demo.sites[1]!.websiteId}`);
  const suspended = await asOperator("POST", `/admin/tenants/${varga.tenantId}/suspend`, { reason: "On holiday" });
  expect(suspended.status).toBe(200);

  for (const note of [noteInMemory(), { ...noteInMemory(), tenantIds: [demo.tenantId, varga.tenantId] }]) {
    expect((await seed(note)).sites.map(({ websiteId }) => websiteId)).toEqual([demo.sites[0]!.websiteId]);
    const members = await asOperator("GET", "/tenant/members", undefined, demo.tenantId);
    expect(members.body.items.map(({ email }: { email: string }) => email)).toEqual(["owner@demo.localhost"]);
  }
});
