import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch } from "#supervisor/index.ts";
import { callApi, documentOf, readPage } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { wallTimeOf } from "#test/support/wall-time-of.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let theme: string;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
  theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
});
afterAll(() => platform.dispose());

async function createWebsite(name: string, timeZone = "UTC") {
  const hostnames = [`${name}.example`, `${name}.test.localhost`];
  const configuration = { title: name, timeZone };
  const { body: website } = await callApi(platform, "POST", "/websites", { name, hostnames, theme, configuration });
  const path = `/websites/${website.websiteId}`;
  const call = async (method: string, below: string, body?: unknown, headers: Record<string, string> = {}) =>
    callApi(platform, method, path + below, body, headers);
  const draft = async (documentId: string, title = documentId) => {
    const document = documentOf(documentId, title);
    const made = await call("POST", "/documents", { document });
    expect([made.status, made.body]).toEqual([201, expect.anything()]);
    return { "If-Match": made.headers.get("ETag")! };
  };
  return { websiteId: website.websiteId as string, call, draft, url: `http://${hostnames[1]}:${platform.port}` };
}

test("a draft is previewed on a host of the website, published in one call, and taken off again", async () => {
  const { call, draft, url } = await createWebsite("newsroom");
  const tag = await draft("hello", "A first draft");
  const preview = await call("POST", "/documents/hello/preview", {});
  expect([preview.status, preview.body.path]).toEqual([201, "/hello"]);
  const elsewhere = await call("POST", "/documents/hello/preview", { hostname: "newsroom.example" });
  expect(elsewhere.body.url).toContain("http://newsroom.example:");
  const nowhere = await call("POST", "/documents/hello/preview", { hostname: "other.example" });
  expect([nowhere.status, nowhere.body.errors[0].message]).toEqual([
    400,
    expect.stringContaining("newsroom.example, newsroom.test.localhost"),
  ]);
  const opened = await localFetch(preview.body.url as string);
  expect(opened.headers.get("Location")).toBe("/hello");
  const cookie = opened.headers.get("Set-Cookie")!.split(";")[0]!;
  expect(await (await localFetch(`${url}/hello`, { headers: { Cookie: cookie } })).text()).toContain("A first draft");
  expect((await localFetch(`${url}/hello`)).status).toBe(404);

  const published = await call("POST", "/documents/hello/publish", {}, { ...tag, "Idempotency-Key": "once" });
  expect([published.status, published.body.state]).toEqual([201, "placed"]);
  expect(await readPage(`${url}/hello`)).toContain("A first draft");
  const again = await call("POST", "/documents/hello/publish", {}, { ...tag, "Idempotency-Key": "once" });
  expect(again.body.publicationId).toBe(published.body.publicationId);

  const read = await call("GET", "/documents/hello");
  const taken = await call("POST", "/documents/hello/unpublish", {}, { "If-Match": read.headers.get("ETag")! });
  expect(taken.status).toBe(201);
  expect((await localFetch(`${url}/hello`)).status).toBe(404);
  await eventually("both to agree", async () => (await call("GET", "/content-state")).body.state === "current");
});

test("content is deployed, told of and rolled back by the addresses that name no website, the query does", async () => {
  const { websiteId, draft, url } = await createWebsite("deployed");
  await draft("hello", "By another road");
  const call = (method: string, path: string, body?: unknown) =>
    callApi(platform, method, `/deployments${path}?websiteId=${websiteId}`, body);
  const publish = [{ documentId: "hello", version: 1 }];
  const { status, body } = await call("POST", "/content", { publish });
  expect([status, body.state]).toEqual([201, "placed"]);
  expect(await readPage(`${url}/hello`)).toContain("By another road");
  const listed = await call("GET", "");
  expect(listed.body.items[0].deploymentId).toBe(body.publicationId);
  expect((await call("GET", `/${body.publicationId}`)).status).toBe(200);
  expect((await call("POST", `/${body.publicationId}/rollback`, {})).status).toBe(201);
  expect((await localFetch(`${url}/hello`)).status).toBe(404);
  const unnamed = await callApi(platform, "GET", "/deployments");
  expect([unnamed.status, unnamed.body.errors[0].location]).toEqual([400, "query.websiteId"]);
});

test("a page is updated as a whole and deleted at its own address, and a file is uploaded where media are listed", async () => {
  const { call, draft } = await createWebsite("pages");
  const tag = await draft("p", "First");
  await call("POST", "/documents", { document: { ...documentOf("post", "A post"), type: "post" } });
  const changed = await call("PATCH", "/pages/p", { changes: { excerpt: "Goes", description: "Goes too" } }, tag);
  const { body } = documentOf("p", "Whole");
  const whole = await call(
    "PUT",
    "/pages/p",
    { document: { title: "Whole", body, excerpt: "Stays" } },
    {
      "If-Match": changed.headers.get("ETag")!,
    },
  );
  expect([whole.status, whole.body.document]).toMatchObject([
    200,
    { title: "Whole", excerpt: "Stays", description: "", path: "/p", type: "page" },
  ]);
  expect((await call("PUT", "/pages/p", { document: { title: "Late", body } })).status).toBe(428);
  for (const [method, path] of [
    ["PUT", "/pages/post"],
    ["DELETE", "/pages/post"],
    ["DELETE", "/posts/p"],
  ] as const) {
    const sent = method === "PUT" ? { document: { title: "Other", body } } : undefined;
    expect([method, path, (await call(method, path, sent, { "If-Match": '"1"' })).status]).toEqual([method, path, 404]);
  }
  const gone = await call("DELETE", "/pages/p", undefined, { "If-Match": whole.headers.get("ETag")! });
  expect([gone.status, gone.body.trashedAt]).toEqual([200, expect.any(String)]);
  const upload = await call("POST", "/media", { fileName: "a.png", bytes: 10 });
  expect([upload.status, upload.body.status, upload.body.parts]).toEqual([201, "receiving", 1]);
});

test("a key that stood for another document is told as such", async () => {
  const { call } = await createWebsite("keys");
  const { path: _, documentId: __, ...document } = documentOf("x", "Keyed");
  const make = (title: string) =>
    call("POST", "/pages", { document: { ...document, type: undefined, title } }, { "Idempotency-Key": "k" });
  const [made, again, other] = [await make("One"), await make("One"), await make("Two")];
  expect([made.status, again.body.documentId]).toEqual([201, made.body.documentId]);
  expect([other.status, other.body.type]).toEqual([409, "urn:hotswap:problem:idempotency-key-reused"]);
});

test("nobody goes on writing for a website that was deleted", async () => {
  const { call, draft } = await createWebsite("leaving");
  const tag = await draft("a");
  const term = { termId: "t", taxonomy: "tag", slug: "t", path: "/t", name: "T" };
  expect((await call("DELETE", "")).status).toBe(200);
  for (const [method, path, body] of [
    ["PATCH", "/documents/a", { changes: { title: "Lost" } }],
    ["POST", "/documents", { document: documentOf("b", "B") }],
    ["POST", "/documents/a/publish", {}],
    ["POST", "/documents/bulk", { documentIds: ["a"], operation: { kind: "trash" } }],
    ["PUT", "/records/term/t", { kind: "term", value: term }],
    ["GET", "/documents", undefined],
  ] as const) {
    const answer = await call(method, path, body, tag);
    expect([method, path, answer.status, answer.body.type]).toEqual([
      ...[method, path, 410],
      "urn:hotswap:problem:website-deleted",
    ]);
  }
});

test("what is changed where it is served shows in the editor moments later", async () => {
  const { call } = await createWebsite("imported");
  const change = await call("POST", "/changes", { documents: { put: [documentOf("a", "Brought along")] } });
  await call("POST", "/deployments", { changeId: change.body.changeId });
  const shown = await eventually("the document to be edited", async () => {
    const { status, body } = await call("GET", "/documents/a");
    return status === 200 ? body : undefined;
  });
  expect(shown).toMatchObject({ state: "published", document: { title: "Brought along" } });
});

test("scheduled by the clock of its website a document is published in that second, with Postgres down", async () => {
  const { call, draft, url } = await createWebsite("scheduled", "Asia/Kathmandu");
  const tag = await draft("later", "At its time");
  const dueAtMs = Math.ceil(Date.now() / 1_000) * 1_000 + 3_000;
  const localTime = wallTimeOf(dueAtMs, "Asia/Kathmandu");
  const scheduled = await call("POST", "/documents/later/schedule", { localTime }, tag);
  expect(scheduled.body).toMatchObject({ state: "scheduled", dueAt: new Date(dueAtMs).toISOString() });
  platform.kill("postgres", "SIGSTOP");
  try {
    const page = () => localFetch(`${url}/later`);
    await eventually("the page to be there", async () => (await page()).status === 200, dueAtMs - Date.now() + 5_000);
    expect(Date.now()).toBeGreaterThanOrEqual(dueAtMs);
  } finally {
    platform.kill("postgres", "SIGCONT");
  }
  await platform.untilHealthy();
  const { items } = (await call("GET", "/deployments")).body;
  expect(Date.parse(items[0].activatedAt) - dueAtMs).toBeLessThan(1_000);
  const placed = async () =>
    (await call("GET", `/publications/${scheduled.body.publicationId}`)).body.state === "placed";
  await eventually("the editor to hear of it", placed, 60_000);
  expect((await call("GET", "/documents/later")).body).toMatchObject({ state: "published", servedVersion: 1 });
});
