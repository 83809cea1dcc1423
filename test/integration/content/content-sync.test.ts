import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentSchema, type Document } from "#domain/document/index.ts";
import { syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, hourMs, inAnHour, valueOf } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const page = (documentId: string, title = documentId, given: Partial<Document> = {}): Document =>
  documentSchema.parse({
    ...{ documentId, type: "page", path: `/${documentId}`, title },
    body: { type: "doc", content: [] },
    ...given,
  });

async function createSynced() {
  const newsroom = await createNewsroom(tables);
  const { websiteId } = newsroom;
  const kinds = async (documentId: string) =>
    (
      await tables.query(
        "select kind from document_versions where website_id = $1 and document_id = $2 order by version",
        [websiteId, documentId],
      )
    ).map(({ kind }) => kind);
  return { ...newsroom, kinds, sync: () => syncWebsite(tables.context, websiteId) };
}

describe("what changes where it is served shows in the editor:", () => {
  test("an import, with its drafts, each once", async () => {
    const { website, sync, get, states, kinds } = await createSynced();
    await website.change({
      put: [
        page("a"),
        page("b", "B", { status: "draft" }),
        page("c", "C", { status: "review" }),
        page("d", "D", { status: "trashed" }),
      ],
    });
    for (let time = 0; time < 2; time++) await sync();
    expect(await states()).toEqual({ a: "published", b: "draft", c: "in-review", d: "draft" });
    expect(await get("a")).toMatchObject({ version: 1, servedVersion: 1, hasUnpublishedChanges: false });
    expect((await get("d")).trashedAt).not.toBeNull();
    expect(await kinds("a")).toEqual(["sync"]);
  });

  test("a change, as a new version; a rollback, as the one before", async () => {
    const { website, sync, draft, publish, get, kinds } = await createSynced();
    await draft("a", { title: "One" });
    valueOf(await publish(["a"]));
    const { deploymentId } = await website.change({ put: [page("a", "Two")], remove: [] });
    await sync();
    expect(await get("a")).toMatchObject({ version: 2, servedVersion: 2, document: { title: "Two" } });
    await website.rollBack(deploymentId);
    await sync();
    expect(await get("a")).toMatchObject({ version: 2, servedVersion: 1, hasUnpublishedChanges: true });
    expect(await kinds("a")).toEqual(["save", "sync"]);
  });

  test("a rollback that brings back what the tables had before a publication of which they were told meanwhile", async () => {
    const { website, sync, draft, publish, get } = await createSynced();
    await draft("a");
    valueOf(await publish(["a"]));
    await sync();
    const { deploymentId } = valueOf(await publish([], { unpublish: ["a"] }));
    await website.rollBack(deploymentId!);
    await sync();
    expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, servedPath: "/a" });
  });

  test("never over what somebody has written: it becomes a version below", async () => {
    const { website, sync, draft, publish, get, save, kinds } = await createSynced();
    await draft("a", { title: "One" });
    valueOf(await publish(["a"]));
    await save(await get("a"), { title: "Mine" });
    await website.change({ put: [page("a", "Theirs")] });
    await sync();
    const now = await get("a");
    expect(now).toMatchObject({
      servedVersion: 3,
      version: 4,
      hasUnpublishedChanges: true,
      document: { title: "Mine" },
    });
    expect(await kinds("a")).toEqual(["save", "save", "sync", "restore"]);
    const theirs = valueOf(
      await tables.run("getVersion", { websiteId: website.websiteId, documentId: "a", version: 3 }),
    );
    expect(theirs.document.title).toBe("Theirs");
  });

  test("what goes is unpublished, and stays to be edited; what comes back is published", async () => {
    const { website, sync, draft, publish, get } = await createSynced();
    await draft("a");
    valueOf(await publish(["a"]));
    const { deploymentId } = await website.change({ remove: ["a"] });
    await sync();
    expect(await get("a")).toMatchObject({ state: "unpublished", servedVersion: null });
    await website.rollBack(deploymentId);
    await sync();
    expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1 });
  });

  test("terms and redirects too, with their history", async () => {
    const { website, websiteId, sync, draft, publish, get, save } = await createSynced();
    const term = {
      termId: "t",
      taxonomy: "category",
      slug: "x",
      path: "/x",
      name: "X",
      description: "",
      parentId: null,
    };
    await website.records({ put: [{ kind: "term", value: term }] });
    await draft("a");
    valueOf(await publish(["a"]));
    await save(await get("a"), { path: "/b" });
    valueOf(await publish(["a"]));
    await sync();
    await website.records({ put: [{ kind: "term", value: { ...term, name: "Y" } }] });
    await website.records({ delete: [{ kind: "redirect", id: "/a" }] });
    for (let time = 0; time < 2; time++) await sync();
    const rows = await tables.query(
      "select kind, record_id, version, trashed_at is null as here from records where website_id = $1 order by kind",
      [websiteId],
    );
    expect(rows).toEqual([
      { kind: "redirect", record_id: "/a", version: 2, here: false },
      { kind: "term", record_id: "t", version: 2, here: true },
    ]);
  });

  test("a scheduled publication that came due, with where its documents stand", async () => {
    const { website, sync, draft, publish, publication, get } = await createSynced();
    await draft("a");
    await draft("b");
    const first = valueOf(await publish(["a"], { dueAt: inAnHour() }));
    const second = valueOf(await publish(["b"], { dueAt: inAnHour() }));
    website.setClock(hourMs + 1_000);
    await website.publishDue();
    await sync();
    const [one, two] = [await publication(first.publicationId), await publication(second.publicationId)];
    expect([one.state, two.state, one.deploymentId]).toEqual(["placed", "placed", two.deploymentId]);
    expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, scheduledAt: null });
  });

  test("a scheduled publication that was refused leaves its document as a draft, with the reason", async () => {
    const { website, sync, draft, publish, publication, get } = await createSynced();
    await draft("a", { path: "/here" });
    const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
    await website.change({ put: [page("other", "Other", { path: "/here" })] });
    website.setClock(hourMs + 1_000);
    await website.publishDue();
    await sync();
    expect(await publication(publicationId)).toMatchObject({ state: "failed", failure: { code: "invalid-record" } });
    expect(await get("a")).toMatchObject({ state: "draft", servedVersion: null });
  });

  test("many documents by pages, and nothing at all where nothing has changed", async () => {
    const { website, sync, states, websiteId } = await createSynced();
    const ids = Array.from({ length: 250 }, (_, index) => `d${String(index).padStart(3, "0")}`);
    await website.change({ put: ids.map((id) => page(id)) });
    await sync();
    expect(Object.keys(await states())).toEqual(ids);
    const before = await tables.query("select xmin from documents where website_id = $1", [websiteId]);
    await sync();
    expect(await tables.query("select xmin from documents where website_id = $1", [websiteId])).toEqual(before);
  });
});

test("a publication and a change where it is served race, again and again: in the end the tables tell what is served", async () => {
  const { website, sync, draft, publish, save, get, served } = await createSynced();
  await draft("a", { title: "0" });
  await draft("b", { title: "0" });
  valueOf(await publish(["a", "b"]));
  for (let round = 1; round <= 10; round++) {
    await save(await get("a"), { title: `mine ${round}` });
    await Promise.all([
      publish(["a"]),
      website.change({ put: [page("b", `theirs ${round}`)] }).catch(() => undefined),
      sync(),
      sync(),
    ]);
  }
  await sync();
  expect(website.shown()).toEqual({ "/a": "mine 10", "/b": expect.stringMatching(/^theirs/) });
  expect(await served()).toEqual(website.shown());
});
