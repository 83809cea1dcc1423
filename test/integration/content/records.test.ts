import { afterAll, beforeAll, expect, it } from "vitest";
import type { ContentRecord } from "#domain/content/index.ts";
import { writtenRecordSchema, type WrittenRecord } from "#domain/contracts/index.ts";
import { deliverAll } from "#durable-objects/tenant/content/index.ts";
import { codeOf } from "./editing.ts";
import { createNewsroom, valueOf, type Newsroom } from "./publishing.ts";
import { person, startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const recordOf = (kind: string, value: object) => writtenRecordSchema.parse({ kind, value });
const term = (termId: string, more: object = {}) =>
  recordOf("term", { termId, taxonomy: "category", slug: termId, path: `/${termId}`, name: termId, ...more });

const redirect = (from: string, path: string) => recordOf("redirect", { from, to: { kind: "path", path } });

/** A website whose records are written, and read as visitors get them. */
async function createRecords() {
  const newsroom = await createNewsroom(tables);
  const { websiteId, website, actor } = newsroom;
  const of = (kind: WrittenRecord["kind"], id: string) => ({ websiteId, kind, id });
  return {
    ...newsroom,
    of,
    write: (record: WrittenRecord, id: string, ifVersion: number | null = null, by = actor) =>
      tables.run("saveRecord", { ...of(record.kind, id), record, ifVersion, actor: by }),
    served: () => servedBy(website),
  };
}

async function servedBy(website: Newsroom["website"]): Promise<readonly ContentRecord[]> {
  const { records } = valueOf(await website.contentSince({ since: null, until: null, cursor: null, limit: 100 }));
  return records.flatMap(({ record }) => record ?? []);
}

it("a record is served as soon as it is written, and written again it is one version more", async () => {
  const { write, served, of } = await createRecords();
  const made = valueOf(await write(term("bread"), "bread"));
  expect(made).toMatchObject({ id: "bread", version: 1, isServed: true });
  expect(await served()).toEqual([term("bread")]);
  expect(valueOf(await write(term("bread"), "bread"))).toEqual(made);
  expect(codeOf(await write(term("bread", { name: "Brot" }), "bread"))).toBe("precondition-required");
  const renamed = valueOf(await write(term("bread", { name: "Brot" }), "bread", 1));
  expect([renamed.version, renamed.isServed]).toEqual([2, true]);
  expect(await served()).toEqual([term("bread", { name: "Brot" })]);
  expect(valueOf(await tables.run("getRecord", of("term", "bread")))).toEqual(renamed);
});

it("what two have changed is merged by field, or both sides are shown", async () => {
  const { write } = await createRecords();
  valueOf(await write(term("t"), "t"));
  valueOf(await write(term("t", { name: "Theirs" }), "t", 1, person()));
  const merged = valueOf(await write(term("t", { description: "Yours" }), "t", 1));
  expect(merged).toMatchObject({ version: 3, record: { value: { name: "Theirs", description: "Yours" } } });
  expect(await write(term("t", { name: "Mine" }), "t", 1)).toMatchObject({
    failure: { code: "edit-conflict", facts: { version: 3, paths: ["name"], theirs: { name: "Theirs" } } },
  });
  expect(codeOf(await write(term("t", { name: "Mine" }), "t", 9))).toBe("version-mismatch");
});

it("a deleted record is served no longer, keeps its history, and goes on with it when it is made anew", async () => {
  const { write, served, of, actor } = await createRecords();
  valueOf(await write(recordOf("author", { authorId: "a", slug: "a", path: "/a", name: "A" }), "a"));
  const remove = (ifVersion: number) => tables.run("deleteRecord", { ...of("author", "a"), ifVersion, actor });
  expect(codeOf(await remove(7))).toBe("version-mismatch");
  for (const _ of [1, 2]) expect(codeOf(await remove(1))).toBe("ok");
  expect(await served()).toEqual([]);
  expect(codeOf(await tables.run("getRecord", of("author", "a")))).toBe("record-not-found");
  const again = valueOf(await write(recordOf("author", { authorId: "a", slug: "b", path: "/b", name: "B" }), "a"));
  expect(again.version).toBe(3);
  const { items } = valueOf(await tables.run("listRecordVersions", { ...of("author", "a"), limit: 10 }));
  expect(items.map(({ version, record }) => [version, record?.kind ?? null])).toEqual([
    [3, "author"],
    [2, null],
    [1, "author"],
  ]);
});

it("two things never take one path, and nothing is below itself", async () => {
  const { write, draft } = await createRecords();
  await draft("page", { path: "/taken" });
  expect(codeOf(await write(term("taken"), "taken"))).toBe("path-taken");
  expect(codeOf(await write(term("x", { path: "/sitemap.xml" }), "x"))).toBe("path-taken");
  valueOf(await write(term("up"), "up"));
  valueOf(await write(term("down", { parentId: "up" }), "down"));
  expect(codeOf(await write(term("up", { parentId: "down" }), "up", 1))).toBe("invalid-record");
  expect(codeOf(await write(term("z", { parentId: "none" }), "z"))).toBe("invalid-record");
});

it("what the website refuses is undone, and stays in the history", async () => {
  const { write, of, served } = await createRecords();
  const first = valueOf(await write(redirect("/a", "/b"), "/a"));
  // Round in a circle.
  expect(codeOf(await write(redirect("/b", "/a"), "/b"))).toBe("invalid-record");
  expect(codeOf(await tables.run("getRecord", of("redirect", "/b")))).toBe("record-not-found");
  const made = valueOf(await write(redirect("/b", "/c"), "/b"));
  expect(codeOf(await write(redirect("/b", "/a"), "/b", made.version))).toBe("invalid-record");
  const now = valueOf(await tables.run("getRecord", of("redirect", "/b")));
  expect(now).toMatchObject({ isServed: true, record: redirect("/b", "/c"), refusal: { code: "invalid-record" } });
  expect(valueOf(await tables.run("getRecord", of("redirect", "/a")))).toEqual(first);
  expect(await served()).toEqual([redirect("/a", "/b"), redirect("/b", "/c")]);
  expect(valueOf(await write(redirect("/b", "/d"), "/b", now.version)).refusal).toBeNull();
});

it("what was written while the website was away and is refused when it is back is undone too, and says why", async () => {
  const { write, of, served, reach, actor } = await createRecords();
  valueOf(await write(redirect("/b", "/c"), "/b"));
  reach(false);
  valueOf(await write(redirect("/b", "/d"), "/b", 1));
  valueOf(await write(redirect("/a", "/b"), "/a"));
  valueOf(await write(redirect("/b", "/a"), "/b", 2));
  valueOf(await write(redirect("/x", "/x/y"), "/x"));
  valueOf(await tables.run("deleteRecord", { ...of("redirect", "/x"), ifVersion: 1, actor }));
  reach(true);
  await deliverAll(tables.context);
  expect(await served()).toEqual([redirect("/a", "/b"), redirect("/b", "/d")]);
  expect(valueOf(await tables.run("getRecord", of("redirect", "/b")))).toMatchObject({
    ...{ version: 4, isServed: true, record: redirect("/b", "/d") },
    refusal: { code: "invalid-record", detail: expect.any(String) },
  });
  const { items } = valueOf(await tables.run("listRecordVersions", { ...of("redirect", "/b"), limit: 9 }));
  expect(items.map(({ record }) => record)).toEqual(["/d", "/a", "/d", "/c"].map((path) => redirect("/b", path)));
});

it("what is put back takes its path again: a document that took it meanwhile is moved on, and says so; another record is undone", async () => {
  const { write, of, served, reach, draft, save, get, website, websiteId } = await createRecords();
  valueOf(await write(term("a"), "a"));
  valueOf(await write(term("b"), "b"));
  reach(false);
  // Visitors get something there of which nobody here knows.
  const elsewhere: ContentRecord = term("z", { path: "/elsewhere" });
  await website.records({ put: [elsewhere] });
  valueOf(await write(term("a", { path: "/elsewhere" }), "a", 1));
  valueOf(await write(term("b", { path: "/a" }), "b", 1));
  await draft("page", { path: "/b" });
  await save(await get("page"), { title: "At the path of b" });
  reach(true);
  await deliverAll(tables.context);
  expect(await served()).toEqual([term("a"), term("b"), elsewhere]);
  for (const id of ["a", "b"]) {
    expect(valueOf(await tables.run("getRecord", of("term", id)))).toMatchObject({
      ...{ version: 3, isServed: true, record: term(id) },
      refusal: { code: "invalid-record", detail: expect.stringContaining("are both at") },
    });
  }
  const page = await get("page");
  expect([page.version, page.document.path, page.document.title]).toEqual([3, "/b-2", "At the path of b"]);
  const { items } = valueOf(await tables.run("listVersions", { websiteId, documentId: "page", limit: 1 }));
  expect(items[0]!.message).toBe("Moved from /b: visitors get the term b there, which could not be moved away");
});

it("what is written while the website is away is served once it is back", async () => {
  const { write, reach, served, of } = await createRecords();
  reach(false);
  const written = valueOf(await write(recordOf("menu", { menuId: "m", name: "M" }), "m"));
  expect(written.isServed).toBe(false);
  await expect(deliverAll(tables.context)).rejects.toThrow();
  reach(true);
  await deliverAll(tables.context);
  expect((await served()).map(({ kind }) => kind)).toEqual(["menu"]);
  expect(valueOf(await tables.run("getRecord", of("menu", "m"))).version).toBe(1);
});

it("a list has the records of its kind by their ids, each once, and those that are searched for", async () => {
  const { write, websiteId } = await createRecords();
  for (const id of ["c", "a", "b"]) valueOf(await write(term(id, { name: `100% ${id}` }), id));
  valueOf(await write(recordOf("type", { typeId: "recipe", name: "Recipe" }), "recipe"));
  const list = (more: object = {}) => tables.run("listRecords", { websiteId, kind: "term", limit: 2, ...more });
  const first = valueOf(await list());
  const rest = valueOf(await list({ cursor: first.cursor! }));
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(["a", "b", "c"]);
  expect(rest.cursor).toBe(null);
  expect(valueOf(await list({ search: "100% B" })).items.map(({ id }) => id)).toEqual(["b"]);
  expect(valueOf(await list({ search: "_" })).items).toEqual([]);
  expect(codeOf(await list({ kind: "author", cursor: first.cursor! }))).toBe("invalid-request");
  expect(valueOf(await list({ kind: "type" })).items.map(({ id }) => id)).toEqual(["recipe"]);
});
