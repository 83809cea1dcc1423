import { readdirSync } from "node:fs";
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Import } from "#domain/import/index.ts";
import { callApi, readPage } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { queryDatabase, sendFile, untilSettled, websiteMaker, type TestWebsite } from "./import-client.ts";
import { numberedPosts, wxrFile } from "./wxr-file.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let makeWebsite: (name: string) => Promise<TestWebsite>;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
  makeWebsite = await websiteMaker(platform);
});
afterAll(() => platform.dispose());

const file = wxrFile(numberedPosts(5));
const call = (method: string, path: string, body?: unknown) => callApi(platform, method, path, body);
const spooled = () => readdirSync(platform.directory.spool);

async function importFile(website: TestWebsite, content: string | Uint8Array, query = "") {
  const sent = await sendFile(platform, website, content, query);
  expect(sent.status).toBe(202);
  const path = `${website.path}/imports/${sent.body.importId}`;
  expect(sent.headers.get("Location")).toBe(`/api/v1${path}`);
  return { path, settled: await untilSettled(platform, path) };
}

const contentOf = async ({ path }: TestWebsite) => (await call("GET", path)).body.leaves.content as string;

test("a file becomes a change that can be previewed and, once activated, is what visitors get", async () => {
  const website = await makeWebsite("whole");
  const before = await contentOf(website);
  const { path, settled } = await importFile(website, file, "&fileName=old.xml");
  expect(settled).toMatchObject({
    status: "ready",
    file: { name: "old.xml" },
    items: { read: 5, total: 5 },
    error: null,
  });
  expect(settled.counts.document).toMatchObject({ taken: 5 });
  expect(await contentOf(website)).toBe(before);
  expect(await readPage(`${website.url}/post-3`)).not.toContain("Post 3");

  const again = await call("POST", `${path}/preview`);
  expect(again.status).toBe(200);
  expect(new Set([settled.preview?.url, again.body.preview.url]).size).toBe(2);

  const activated = await call("POST", `${path}/activate`);
  expect(activated).toMatchObject({ status: 200, body: { status: "activated", changeId: settled.changeId } });
  const { body: history } = await call("GET", `${website.path}/deployments`);
  expect(history.items[0]).toMatchObject({
    deploymentId: activated.body.deploymentId,
    changeId: settled.changeId,
    message: "Import of old.xml",
  });
  const { body: documents } = await call("GET", `${website.path}/released/documents`);
  const { path: place } = documents.items.find(({ title }: { title: string }) => title === "Post 3");
  expect(await readPage(website.url + place)).toContain("Number 3 of them");
  await eventually("the control plane is told of it", async () => {
    const rows = await queryDatabase(
      platform,
      "select from platform.website_events where website_id = $1 and event -> 'deployment' ->> 'message' = $2",
      [website.websiteId, "Import of old.xml"],
    );
    return rows.length === 1;
  });
  expect(await call("POST", `${path}/activate`)).toMatchObject({
    status: 200,
    body: { deploymentId: activated.body.deploymentId },
  });
  expect((await call("DELETE", path)).status).toBe(409);
  expect(spooled()).toEqual([]);

  const { deploymentId } = activated.body;
  const rollback = (of: string) => call("POST", `${website.path}/deployments/${of}/rollback`);
  expect((await rollback(deploymentId)).status).toBe(201);
  expect(await contentOf(website)).toBe(before);
  const anew = await Promise.all([call("POST", `${path}/activate`), call("POST", `${path}/activate`)]);
  const [second] = anew.map(({ body }) => body.deploymentId);
  expect(anew).toMatchObject(anew.map(() => ({ status: 200, body: { status: "activated", deploymentId: second } })));
  expect(second).not.toBe(deploymentId);
  expect(await readPage(website.url + place)).toContain("Number 3 of them");
  // A rollback that is rolled back itself leaves it in force.
  const undone = (await rollback(second)).body.deploymentId;
  expect((await rollback(undone)).status).toBe(201);
  expect((await call("POST", `${path}/activate`)).body.deploymentId).toBe(second);

  const { settled: third } = await importFile(website, file);
  expect(third).toMatchObject({ status: "unchanged", changeId: null });
});

test("a file packed by gzip makes what the same file does as it is", async () => {
  const [plain, packed] = [await makeWebsite("plain"), await makeWebsite("packed")];
  const roots: string[] = [];
  for (const [website, content] of [
    [plain, file],
    [packed, gzipSync(file)],
  ] as const) {
    const { path } = await importFile(website, content);
    expect((await call("POST", `${path}/activate`)).status).toBe(200);
    roots.push(await contentOf(website));
  }
  expect(roots[0]).toBe(roots[1]);
});

test("a dry run reports the same and changes nothing", async () => {
  const website = await makeWebsite("dry");
  const before = (await call("GET", website.path)).body;
  const dry = await importFile(website, file, "&dryRun=true");
  expect(dry.settled).toMatchObject({ status: "checked", changeId: null, preview: null, fetchMedia: false });
  expect((await call("GET", website.path)).body).toMatchObject({
    leaves: before.leaves,
    activeReleaseId: before.activeReleaseId,
  });
  expect((await call("POST", `${dry.path}/activate`)).status).toBe(409);
  await branchIsGone(website, dry.settled);
  const real = await importFile(website, file);
  const lines = async (path: string) => (await call("GET", `${path}/report?limit=200`)).body.items;
  expect(await lines(real.path)).toEqual(await lines(dry.path));
  expect(real.settled.counts).toEqual(dry.settled.counts);
});

test("a dropped import leaves nothing but its report", async () => {
  const website = await makeWebsite("dropped");
  const { path, settled } = await importFile(website, file);
  expect((await call("DELETE", path)).body.status).toBe("dropped");
  await branchIsGone(website, settled);
  expect((await call("GET", `${website.path}/changes/${settled.changeId}`)).status).toBe(404);
  expect((await call("DELETE", path)).status).toBe(200);
  expect((await call("POST", `${path}/activate`)).status).toBe(409);
  expect((await call("GET", `${path}/report`)).body.items.length).toBeGreaterThan(0);
});

test("one that is dropped while it is read stops, and leaves nothing", async () => {
  const website = await makeWebsite("stopped");
  const sent = await sendFile(platform, website, wxrFile(numberedPosts(3_000)));
  const path = `${website.path}/imports/${sent.body.importId}`;
  await eventually("some of it is read", async () => (await call("GET", path)).body.items.read > 0);
  expect((await call("DELETE", path)).body.status).toBe("dropped");
  await branchIsGone(website, sent.body);
  expect((await call("GET", path)).body).toMatchObject({ status: "dropped" });
  expect(spooled()).toEqual([]);
});

async function branchIsGone({ path }: TestWebsite, { importId }: Import): Promise<void> {
  await eventually(
    "its branch and its file are gone",
    async () => (await call("GET", `${path}/branches/${importId}`)).status === 404 && spooled().length === 0,
  );
}

test("a file that is cut off, or no export, fails with the place, and nothing of it is kept", async () => {
  const website = await makeWebsite("broken");
  const broken = [
    [file.slice(0, file.indexOf("Number 4")), /^line \d+$/],
    ["<html><body>not an export</body></html>", /^line 1$/],
  ] as const;
  for (const [content, place] of broken) {
    const { settled } = await importFile(website, content);
    expect(settled).toMatchObject({ status: "failed", changeId: null });
    expect(settled.error?.place).toMatch(place);
    await branchIsGone(website, settled);
  }
  const { settled } = await importFile(website, gzipSync(wxrFile(numberedPosts(500))).subarray(0, 2_000));
  expect(settled.error?.detail).toContain("gzip");
  await branchIsGone(website, settled);
});

test("what is not XML, too large, or of another type is refused, and nothing of it is kept", async () => {
  const website = await makeWebsite("refused");
  const refused = await Promise.all([
    sendFile(platform, website, "GIF89a and so on, for as long as it takes to tell that it is something else entirely"),
    sendFile(platform, website, ""),
    sendFile(platform, website, file, "", { "Content-Type": "text/html" }),
    sendFile(platform, website, file, "&format=docx"),
    sendFile(platform, website, file, "&fileName=..%2Fpasswd"),
    sendFile(platform, website, file, "", { "Content-Length": "2000000001" }),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 415, 400, 400, 413]);
  expect((await call("GET", `${website.path}/imports`)).body).toEqual({ items: [], cursor: null });
  expect(spooled()).toEqual([]);
});

test("an upload that is cut off leaves nothing", async () => {
  const website = await makeWebsite("cut");
  const target = new URL(`${platform.urls.api}${website.path}/imports?format=wxr`);
  const headers = {
    Host: target.host,
    Authorization: `Bearer ${platform.token}`,
    "Content-Type": "application/xml",
    "Content-Length": "10000000",
  };
  const upload = request({
    host: "127.0.0.1",
    port: target.port,
    path: target.pathname + target.search,
    method: "POST",
    headers,
    agent: false,
  });
  upload.on("error", () => {});
  upload.write(file);
  await eventually("it has begun to be stored", () => spooled().length === 1);
  upload.destroy();
  await eventually("it is gone", () => spooled().length === 0);
  expect((await call("GET", `${website.path}/imports`)).body.items).toEqual([]);
});

test("the same Idempotency-Key makes one import", async () => {
  const website = await makeWebsite("once");
  const headers = { "Idempotency-Key": "the-first-one" };
  const sent = await Promise.all([1, 2, 3].map(() => sendFile(platform, website, file, "", headers)));
  expect(sent.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(sent.map(({ body }) => body.importId)).size).toBe(1);
  const again = await sendFile(platform, website, "<other/>", "", headers);
  expect(again.body.importId).toBe(sent[0]!.body.importId);
  expect((await call("GET", `${website.path}/imports`)).body.items).toHaveLength(1);
});

test("imports are found on their own website alone, in pages, newest first; so are their reports", async () => {
  const [website, other] = [await makeWebsite("one"), await makeWebsite("other")];
  const first = await importFile(website, file, "&dryRun=true");
  const second = await importFile(website, file, "&dryRun=true");
  const { importId } = first.settled;
  for (const path of ["", "/report"]) {
    expect((await call("GET", `${other.path}/imports/${importId}${path}`)).status).toBe(404);
  }
  for (const verb of ["activate", "preview"]) {
    expect((await call("POST", `${other.path}/imports/${importId}/${verb}`)).status).toBe(404);
  }
  expect((await call("DELETE", `${other.path}/imports/${importId}`)).status).toBe(404);
  expect((await call("GET", `/websites/${importId}/imports`)).status).toBe(404);
  const page = (await call("GET", `${website.path}/imports?limit=1`)).body;
  expect(page.items[0].importId).toBe(second.settled.importId);
  const rest = (await call("GET", `${website.path}/imports?limit=1&cursor=${page.cursor}`)).body;
  expect(rest).toMatchObject({ items: [{ importId }], cursor: null });

  const whole = (await call("GET", `${first.path}/report?limit=200`)).body.items;
  const paged: unknown[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await call("GET", `${first.path}/report?limit=2${query}`);
    paged.push(...body.items);
    cursor = body.cursor;
  }
  expect(paged).toEqual(whole);
  const taken = (await call("GET", `${first.path}/report?limit=200&outcome=taken`)).body.items;
  expect(taken).toEqual(whole.filter(({ outcome }: { outcome: string }) => outcome === "taken"));
});

test("three imports of a website may be under way, not more", async () => {
  const website = await makeWebsite("crowd");
  const large = wxrFile(numberedPosts(2_000));
  const sent = [];
  for (let index = 0; index < 4; index += 1) sent.push(await sendFile(platform, website, large));
  expect(sent.map(({ status }) => status)).toEqual([202, 202, 202, 429]);
  for (const { body } of sent.slice(0, 3)) await call("DELETE", `${website.path}/imports/${body.importId}`);
});
