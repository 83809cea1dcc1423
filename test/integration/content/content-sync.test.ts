import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentSchema, type Document } from "#domain/document/index.ts";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
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

  test("what an import brought as a draft and is deleted for good goes from the website too, and does not come back", async () => {
    const { website, websiteId, sync, trash, erase, reach } = await createSynced();
    const of = { websiteId, documentId: "b" };
    await website.change({ put: [page("kept", "Kept", { status: "draft" }), page("b", "B", { status: "draft" })] });
    await sync();
    valueOf(await trash("b"));
    reach(false);
    valueOf(await erase("b"));
    reach(true);
    // Before the website is told it still has it.
    await sync();
    expect(await tables.run("getDocument", of)).toMatchObject({ failure: { code: "document-not-found" } });
    await deliverAll(tables.context);
    const { records } = valueOf(await website.contentSince({ since: null, until: null, cursor: null, limit: 10 }));
    expect(records.map(({ ref }) => ref.id)).toEqual(["kept"]);
    await sync();
    expect(await tables.run("getDocument", of)).toMatchObject({ failure: { code: "document-not-found" } });
  });

  test("paths longer than an index holds, which imports bring; nobody makes new ones", async () => {
    const { website, websiteId, actor, sync, get, draft, save } = await createSynced();
    // Letters that no compression makes shorter, of three bytes each.
    const longPath = (seed: number) =>
      `/${Array.from({ length: 1_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((seed + n * n * 7_919) % 20_000))).join("")}`;
    await website.change({ put: [page("long", "Long", { path: longPath(1) }), page("short")] });
    await website.records({
      put: [{ kind: "redirect", value: { from: longPath(2), to: { kind: "path", path: "/short" }, permanent: true } }],
    });
    await sync();
    const long = await get("long");
    expect([long.document.path, (await get("short")).state]).toEqual([longPath(1), "published"]);
    expect((await save(long, { title: "Longer" })).version).toBe(2);
    const own = await draft("own");
    for (const path of [longPath(3), longPath(1)]) {
      const moved = { websiteId, documentId: "own", ifVersion: own.version, actor, changes: { path }, autosave: false };
      expect(await tables.run("saveDocument", moved)).toMatchObject({
        failure: { code: "invalid-record", facts: { field: "path" }, detail: expect.stringContaining("2000 bytes") },
      });
    }
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

  test("that also where it was cut off after the tables were told how publications ended", async () => {
    const { website, sync, draft, publish, get } = await createSynced();
    await draft("a");
    valueOf(await publish(["a"]));
    await sync();
    const { deploymentId } = valueOf(await publish([], { unpublish: ["a"] }));
    await website.rollBack(deploymentId!);
    const getRecord = website.getRecord.bind(website);
    const cutOff: typeof getRecord = () => Promise.reject(new Error("cut off"));
    Object.assign(website, { getRecord: cutOff });
    await expect(sync()).rejects.toThrow("cut off");
    Object.assign(website, { getRecord });
    await sync();
    expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, servedPath: "/a" });
  });

  test("what was published while it was scheduled anew", async () => {
    const { website, sync, draft, publish, get, reach } = await createSynced();
    await draft("a");
    reach(false);
    valueOf(await publish(["a"]));
    valueOf(await publish(["a"], { dueAt: inAnHour() }));
    reach(true);
    // It is placed, and noted how it ended, while the content is read.
    const contentSince = website.contentSince.bind(website);
    const meanwhile: typeof contentSince = async (input) => {
      Object.assign(website, { contentSince });
      await deliverAll(tables.context);
      return contentSince(input);
    };
    Object.assign(website, { contentSince: meanwhile });
    for (let time = 0; time < 2; time++) await sync();
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

  test("also what changes while a publication of it is on its way that the website then refuses", async () => {
    const { website, websiteId, actor, sync, draft, publish, get, save, reach } = await createSynced();
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
    await sync();
    await save(await get("a"), { path: "/later" });
    reach(false);
    valueOf(await publish(["a"]));
    const of = { websiteId, kind: "term", id: "t" } as const;
    const record = { kind: "term", value: { ...term, path: "/elsewhere" } } as const;
    valueOf(await tables.run("saveRecord", { ...of, actor, record, ifVersion: 1 }));
    reach(true);
    // Both paths are taken where they are served, and the term has another name there.
    await website.change({ put: [page("b", "B", { path: "/later" }), page("c", "C", { path: "/elsewhere" })] });
    await website.records({ put: [{ kind: "term", value: { ...term, name: "Theirs" } }] });
    await sync();
    await deliverAll(tables.context);
    await sync();
    expect(await get("a")).toMatchObject({ state: "published", servedPath: "/a", document: { path: "/later" } });
    expect(valueOf(await tables.run("getRecord", of))).toMatchObject({
      isServed: true,
      record: { value: { name: "Theirs", path: "/x" } },
    });
  });

  test("that also where it is refused while the content is read", async () => {
    const { website, websiteId, actor, sync, reach } = await createSynced();
    const term = { termId: "t", taxonomy: "tag", slug: "x", path: "/x", name: "X", description: "", parentId: null };
    await website.records({ put: [{ kind: "term", value: term }] });
    await sync();
    reach(false);
    const of = { websiteId, kind: "term", id: "t" } as const;
    const record = { kind: "term", value: { ...term, path: "/elsewhere" } } as const;
    valueOf(await tables.run("saveRecord", { ...of, actor, record, ifVersion: 1 }));
    reach(true);
    await website.change({ put: [page("c", "C", { path: "/elsewhere" })] });
    await website.records({ put: [{ kind: "term", value: { ...term, name: "Theirs" } }] });
    const { turn } = tables.context;
    let turns = 0;
    const meanwhile: typeof turn = async (name, work) => {
      const done = await turn(name, work);
      // The content is in the tables, and it is not noted yet how far they have come.
      if (name.startsWith("the tables") && (turns += 1) === 1) await deliverAll(tables.context);
      return done;
    };
    await syncWebsite({ ...tables.context, turn: meanwhile }, websiteId);
    expect(valueOf(await tables.run("getRecord", of))).toMatchObject({
      isServed: true,
      record: { value: { name: "Theirs", path: "/x" } },
    });
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
