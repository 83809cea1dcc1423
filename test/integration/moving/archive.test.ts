import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { draftsEntry, recordsEntry } from "#domain/archive/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { bakery } from "#supervisor/demo/bakery.ts";
import { demoTenantId, type DemoSite } from "#supervisor/demo/demo-site.ts";
import { seedWebsite } from "#supervisor/demo/seed-website.ts";
import { builtInTheme, uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { readPage } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { withLines } from "#test/support/moving/with-lines.ts";
import { testDirectory } from "#test/support/moving/test-directory.ts";
import { filesOf } from "#test/support/moving/zip-files.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { apiClient } from "../../../scripts/support/import/api-client.ts";
import { runImport } from "../../../scripts/support/import/run-import.ts";
import { archiver, editing, makeEditedWebsite } from "./edited-website.ts";
import { newTenant, readPreview, sha256Of, tenantClient, type TenantClient } from "./moving-client.ts";

const site: DemoSite = {
  ...bakery,
  websiteId: "00000000-0000-7000-8000-0000000a0001",
  hostname: "moving-bakery.test.localhost",
};

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let here: TenantClient;
let elsewhere: TenantClient;
let archive: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
  here = tenantClient(platform, demoTenantId);
  const api = createApiClient(platform.urls.api, platform.token);
  await seedWebsite(api, site, await uploadTheme(api, builtInTheme(site.theme)));
  const document = { documentId: "later", title: "For later", path: "/later", body: { type: "doc", content: [] } };
  const draft = () =>
    here.call("POST", `/websites/${site.websiteId}/documents`, { document: { type: "page", ...document } });
  await eventually("there is a draft", async () => (await draft()).status === 201);
  elsewhere = tenantClient(platform, await newTenant(platform));
});
afterAll(() => platform?.dispose());

const keptFiles = () => readdirSync(`${platform.directory.spool}-exports`);

test("an export is a file with a digest, the same each time, which is gone once it is dropped", async () => {
  const { settled, file, path } = await here.exportWebsite(site.websiteId, "archive");
  expect(settled).toMatchObject({ status: "ready", error: null, notes: [], file: { bytes: file.byteLength } });
  expect(settled.releaseId).toBe((await here.release(site.websiteId)).releaseId);
  expect(settled.file).toMatchObject({ sha256: sha256Of(file) });
  expect(settled.file?.name).toMatch(/^hearth-rye-[0-9a-f]{8}\.zip$/);
  archive = file;
  const kept = join(testDirectory(), "bakery.zip");
  writeFileSync(kept, file);
  const lines = (await filesOf(kept)).get(recordsEntry("media"))!.toString().trimEnd().split("\n");
  const archived = lines.map((line) => (JSON.parse(line) as { readonly mediaId: string }).mediaId);
  await eventually("the archive has the whole library", async () => {
    const { body } = await here.call("GET", `/websites/${site.websiteId}/media?limit=200`);
    const ids: string[] = body.items.map(({ media }: { media: { mediaId: string } }) => media.mediaId);
    return ids.toSorted().join() === archived.toSorted().join();
  });
  const again = await here.exportWebsite(site.websiteId, "archive");
  expect(again.settled.file?.sha256).toBe(settled.file?.sha256);
  expect((await elsewhere.call("GET", path)).status).toBe(400);
  expect((await here.call("DELETE", again.path)).body).toMatchObject({ status: "expired", file: null });
  expect((await here.call("GET", `${again.path}/file`)).status).toBe(409);
  await eventually("its file is gone", () => keptFiles().length === 1);
  const { body: listed } = await here.call("GET", `/websites/${site.websiteId}/exports`);
  expect(listed.items.map(({ status }: { status: string }) => status)).toEqual(["expired", "ready"]);
});

test("a document that is published between the reading of the release and that of the drafts is in the archive", async () => {
  const { websiteId, create, publish } = await makeEditedWebsite(elsewhere, "between");
  for (const documentId of ["served", "draft"]) await create(documentId);
  await publish("served");
  const { releaseId } = await elsewhere.release(websiteId);
  const { archiveWhile, close } = archiver(platform, elsewhere.tenantId);
  expect(await archiveWhile(websiteId, () => publish("draft"))).toEqual({
    releaseId,
    released: ["served"],
    drafts: ["draft"],
  });
  expect((await elsewhere.release(websiteId)).releaseId).not.toBe(releaseId);
  await close();
});

test("imported into another tenant's website, it is previewed, is the same release, and can be undone", async () => {
  const website = await elsewhere.makeWebsite("arrived");
  const before = await elsewhere.release(website.websiteId);

  const dry = await elsewhere.importFile(website.websiteId, "archive", archive, "&dryRun=true");
  expect(dry.settled).toMatchObject({ status: "checked", error: null });
  expect(await elsewhere.release(website.websiteId)).toEqual(before);

  const { settled, path } = await elsewhere.importFile(website.websiteId, "archive", archive);
  expect(settled).toMatchObject({ status: "ready", error: null });
  expect(settled.counts).toEqual(dry.settled.counts);
  expect([settled.drafts, dry.settled.drafts]).toEqual([
    { waiting: 1, refused: 0 },
    { waiting: 0, refused: 0 },
  ]);
  expect(Object.values(settled.counts).every((of) => of.changed === undefined && of["left-out"] === undefined)).toBe(
    true,
  );
  expect(await readPreview(settled.preview!.url)).toContain("Hearth &amp; Rye");
  expect(await elsewhere.release(website.websiteId)).toEqual(before);

  const activated = await elsewhere.call("POST", `${path}/activate`);
  expect(activated).toMatchObject({ status: 200, body: { status: "activated" } });
  expect(await elsewhere.release(website.websiteId)).toEqual(await here.release(site.websiteId));
  expect(await readPage(website.url)).toContain("Hearth &amp; Rye");
  expect((await elsewhere.exportWebsite(website.websiteId, "archive")).settled.releaseId).toBe(
    (await here.release(site.websiteId)).releaseId,
  );

  await eventually("its draft is one here", async () => {
    const { body } = await elsewhere.call("GET", `/websites/${website.websiteId}/documents/later`);
    return body.state === "draft" && body.document.title === "For later" && body.servedVersion === null;
  });

  const draft = `/websites/${website.websiteId}/documents/later`;
  const { headers } = await elsewhere.call("GET", draft);
  const trashed = await elsewhere.call("POST", `${draft}/trash`, undefined, { "If-Match": headers.get("ETag")! });
  expect([trashed.status, (await elsewhere.call("DELETE", draft)).status]).toEqual([200, 204]);
  const again = await elsewhere.importFile(website.websiteId, "archive", archive);
  expect(again.settled).toMatchObject({ status: "unchanged", changeId: null });
  await eventually(
    "a draft that was missing is there",
    async () => (await elsewhere.call("GET", draft)).status === 200,
  );

  const deployment = `/websites/${website.websiteId}/deployments/${activated.body.deploymentId}/rollback`;
  expect((await elsewhere.call("POST", deployment, {})).status).toBe(201);
  expect(await elsewhere.release(website.websiteId)).toEqual(before);
});

test("a draft that the website refuses is told with the reason, by the command too, and is made once it can be", async () => {
  const website = await here.makeWebsite("refusing");
  const page = { type: "page", body: { type: "doc", content: [] } };
  const chapter = { ...page, documentId: "chapter", parentId: "book", path: "/book/chapter", title: "Chapter" };
  const sooner = { ...page, documentId: "sooner", path: "/sooner", title: "Sooner" };
  const file = join(testDirectory(), "refusing.zip");
  writeFileSync(file, await withLines(archive, draftsEntry, "drafts", [chapter, sooner]));
  let path = "";
  const said: string[] = [];
  const stopping = new AbortController();
  const { token } = platform;
  const api = apiClient(platform.urls.api, token);
  const settings = { format: "archive", file, website: website.websiteId, sourceUrl: undefined } as const;
  const flags = { dryRun: false, fetchMedia: false, activate: true, api: platform.urls.api, token };
  const running = runImport({
    ...{ api, settings: { ...settings, ...flags }, signal: stopping.signal },
    say: (text) => void said.push(text),
    onImport: (at) => (path = at),
  });
  const drafts = async () => (await here.call("GET", path)).body.drafts;
  await eventually("one of them is refused, and the other made", async () => {
    if (path === "") return false;
    const { waiting, refused } = await drafts();
    return waiting === 0 && refused === 1;
  });
  stopping.abort();
  expect(await running).toBe(true);
  await api.close();
  expect(said.join("\n")).toMatch(/1 of 2 drafts and unpublished edits are there, 1 refused[^]*line 1[^]*parentId/);
  const leftOut = async () => (await here.call("GET", `${path}/report?outcome=left-out`)).body.items;
  expect(await leftOut()).toMatchObject([
    { kind: "document", id: "chapter", place: `${draftsEntry}, line 1`, detail: expect.stringContaining("parentId") },
  ]);
  const book = { ...page, documentId: "book", path: "/book", title: "Book" };
  await here.call("POST", `${website.path}/documents`, { document: book });
  expect((await here.call("POST", `${path}/drafts`)).status).toBe(200);
  await eventually("all of them are there", async () => (await drafts()).refused === 0);
  expect(await leftOut()).toEqual([]);
  const made = await here.call("GET", `${website.path}/documents/chapter`);
  expect(made.body).toMatchObject({ state: "draft", document: { path: "/book/chapter", parentId: "book" } });
});

test("unpublished edits of what is served come along: elsewhere, again, and into the website that they are from", async () => {
  const from = await makeEditedWebsite(here, "edited");
  await from.create("home");
  await from.publish("home");
  await from.save("home", { title: "Two" });
  const { file, settled: exported } = await here.exportWebsite(from.websiteId, "archive");
  const { releaseId } = await here.release(from.websiteId);
  expect(exported).toMatchObject({ releaseId, notes: [] });
  const two = { edited: "Two", served: "home", hasUnpublishedChanges: true };
  let path = "";
  const activate = async (client: TenantClient, { websiteId }: { readonly websiteId: string }) => {
    const { settled, path: at } = await client.importFile(websiteId, "archive", file);
    const isReady = settled.status === "ready";
    path = isReady ? at : path;
    if (isReady) expect(settled.drafts).toEqual({ waiting: 1, refused: 0 });
    const { body } = isReady ? await client.call("POST", `${path}/activate`) : { body: settled };
    await eventually("nothing is left of it", async () => {
      const { waiting, refused } = (await client.call("GET", at)).body.drafts;
      return waiting + refused === 0;
    });
    return body;
  };

  const to = editing(elsewhere, await elsewhere.makeWebsite("edited-elsewhere"));
  const before = await elsewhere.release(to.websiteId);
  const { deploymentId } = await activate(elsewhere, to);
  expect((await elsewhere.release(to.websiteId)).releaseId).toBe(releaseId);
  expect(await to.titlesOf("home")).toEqual(two);
  const { version } = await to.read("home");
  expect((await activate(elsewhere, to)).status).toBe("unchanged");
  expect([await to.titlesOf("home"), (await to.read("home")).version]).toEqual([two, version]);
  await elsewhere.call("POST", `${to.path}/deployments/${deploymentId}/rollback`, {});
  expect(await elsewhere.release(to.websiteId)).toEqual(before);
  const waiting = async () => (await elsewhere.call("GET", path)).body.drafts.waiting;
  await eventually("its edit waits again", async () => (await waiting()) === 1);
  await eventually("visitors get it no longer", async () => (await to.read("home")).servedVersion === null);
  expect(await to.titlesOf("home")).toMatchObject({ edited: "home", hasUnpublishedChanges: false });
  const { body: again } = await elsewhere.call("POST", `${path}/activate`);
  await eventually("its edit is there again", async () => (await waiting()) === 0);
  expect(await to.titlesOf("home")).toEqual(two);
  await to.save("home", { title: "Mine" });
  await elsewhere.call("POST", `${to.path}/deployments/${again.deploymentId}/rollback`, {});
  const changed = async () => (await elsewhere.call("GET", `${path}/report?outcome=changed`)).body.items;
  await eventually("the report names what stays", async () => (await changed()).length === 1);
  expect(await changed()).toMatchObject([{ id: "home", detail: expect.stringContaining("undone, and it stays") }]);
  expect((await to.read("home")).document.title).toBe("Mine");

  await from.save("home", { title: "Three" });
  await from.publish("home");
  await activate(here, from);
  expect((await here.release(from.websiteId)).releaseId).toBe(releaseId);
  expect(await from.titlesOf("home")).toEqual(two);
  const { body: versions } = await here.call("GET", `${from.path}/documents/home/versions`);
  expect(versions.items[0]).toMatchObject({ kind: "import" });
});

test("an archive that is damaged ends in an error that names the place, and nothing of it is kept", async () => {
  const website = await elsewhere.makeWebsite("damaged");
  const before = await elsewhere.release(website.websiteId);
  const damaged = archive.slice();
  damaged[Math.floor(damaged.byteLength / 3)]! ^= 0xff;
  const { settled } = await elsewhere.importFile(website.websiteId, "archive", damaged);
  expect(settled.status).toBe("failed");
  expect(settled.error?.place).toMatch(/^blobs\/[0-9a-f]{64}$/);
  const cut = await elsewhere.importFile(website.websiteId, "archive", archive.slice(0, -1_000));
  expect(cut.settled).toMatchObject({ status: "failed", error: { place: null } });
  expect(cut.settled.error?.detail).toContain("no whole zip");
  expect(await elsewhere.release(website.websiteId)).toEqual(before);
  const refused = await elsewhere.call(
    "POST",
    `/websites/${website.websiteId}/imports?format=archive`,
    new Uint8Array(99),
  );
  expect(refused).toMatchObject({ status: 400 });
  await eventually("nothing is kept", () => readdirSync(platform.directory.spool).length === 0);
});

test("a suspended tenant's website can be exported, and nothing else be done with it", async () => {
  const website = await elsewhere.makeWebsite("suspended");
  const api = createApiClient(platform.urls.api, platform.token, null);
  const path = `/admin/tenants/${elsewhere.tenantId}/suspend`;
  expect((await api.call({ method: "POST", path, body: { reason: "unpaid" } })).status).toBe(200);
  const { settled, file } = await elsewhere.exportWebsite(website.websiteId, "archive");
  expect(settled.status).toBe("ready");
  expect(settled.file?.sha256).toBe(sha256Of(file));
  expect(settled.notes).toMatchObject([{ place: "drafts" }]);
  expect((await elsewhere.call("POST", `/websites/${website.websiteId}/imports?format=archive`, file)).status).toBe(
    403,
  );
});
