import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOf } from "#domain/digest/index.ts";
import { documentSchema } from "#domain/document/index.ts";
import { documentOfCopy } from "#domain/editing/index.ts";
import { codeOf } from "./editing.ts";
import { copyOf, createImported } from "./imported.ts";
import { failureOf, valueOf } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const one = copyOf("a", "One");
const two = copyOf("a", "Two");

test("an edit comes above what is served, once for an import, whatever becomes of it then", async () => {
  const { serve, bring, get, titles, save, publish, served } = await createImported(tables);
  expect(codeOf(await bring(two, one))).toBe("document-not-found");
  await serve(one);
  const importId = randomUUID();
  const brought = valueOf(await bring(two, one, { importId }));
  expect(brought).toMatchObject({ version: 2, servedVersion: 1, hasUnpublishedChanges: true, state: "published" });
  expect(valueOf(await bring(two, one, { importId }))).toEqual(brought);
  expect(valueOf(await bring(two, one))).toEqual(brought);
  await save(brought, { title: "Back to one" });
  expect(valueOf(await bring(two, one, { importId })).document.title).toBe("Back to one");
  await publish(["a"]);
  expect(valueOf(await bring(two, one, { importId })).document.title).toBe("Back to one");
  expect(await titles("a")).toEqual(["sync One", "import Two", "save Back to one", "publish Back to one"]);
  expect([await served(), (await get("a")).hasUnpublishedChanges]).toEqual([{ "/a": "Back to one" }, false]);
});

test("into the website that it is from it comes above what is served again, also where something else was published since; that stays in the history", async () => {
  const { draft, save, publish, get, serve, bring, titles } = await createImported(tables);
  await draft("a", { title: "One" });
  await publish(["a"]);
  const { document: first, version: served } = await get("a");
  const edit = (await save(await get("a"), { title: "Two" })).document;
  await save(await get("a"), { title: "Three" });
  await publish(["a"]);
  const { version: last, document: third } = await get("a");
  expect(codeOf(await bring(edit, first))).toBe("version-mismatch");
  await serve(first);
  expect(await get("a")).toMatchObject({ servedVersion: served, document: { title: "Three" } });
  expect(valueOf(await bring(edit, first))).toMatchObject({ version: last + 1, servedVersion: served, document: edit });
  expect((await titles("a")).slice(-2)).toEqual([expect.stringContaining("Three"), "import Two"]);
  await serve(third);
  expect(await get("a")).toMatchObject({ version: last + 1, servedVersion: last, document: edit });
});

test("nobody's unpublished work is put aside, nor what was put away; what an earlier import brought is", async () => {
  const { serve, bring, get, save, change, trash } = await createImported(tables);
  await serve(one);
  valueOf(await bring(two, one));
  expect(valueOf(await bring(copyOf("a", "Later"), one))).toMatchObject({ version: 3, document: { title: "Later" } });
  await save(await get("a"), { title: "Written here" });
  const refused = failureOf(await bring(two, one));
  expect([refused.code, refused.detail]).toEqual(["version-mismatch", expect.stringContaining("changes of its own")]);
  expect((await get("a")).document.title).toBe("Written here");
  await serve(copyOf("b", "B"), copyOf("c", "C"));
  valueOf(await change("b", "archive"));
  valueOf(await trash("c"));
  expect(codeOf(await bring(copyOf("b", "B2"), copyOf("b", "B")))).toBe("invalid-document-state");
  expect(codeOf(await bring(copyOf("c", "C2"), copyOf("c", "C")))).toBe("invalid-document-state");
});

test("a path that is another's is refused, or given up where that is asked for; one that was served is not lost", async () => {
  const { serve, bring } = await createImported(tables);
  await serve(one, copyOf("b", "B"));
  const moved = copyOf("a", "Two", { path: "/b" });
  expect(codeOf(await bring(moved, one))).toBe("path-taken");
  const importId = randomUUID();
  const stays = valueOf(await bring(moved, one, { importId, keepsPath: false }));
  expect(stays.document).toMatchObject({ path: "/a", title: "Two" });
  expect(valueOf(await bring(moved, one, { importId }))).toEqual(stays);
  const free = copyOf("b", "B", { path: "/free" });
  expect(valueOf(await bring(free, copyOf("b", "B")))).toMatchObject({ servedPath: "/b", document: { path: "/free" } });
  const lost = copyOf("b", "B", { parentId: "nobody" });
  expect(failureOf(await bring({ ...lost, title: "B3" }, copyOf("b", "B")))).toMatchObject({
    code: "invalid-record",
    facts: { field: "parentId" },
  });
});

test("what a website keeps and does not serve is edited likewise, and a later sync puts none of that aside", async () => {
  const { website, sync, bring, get } = await createImported(tables);
  const kept = (title: string) => documentSchema.parse(documentOfCopy(copyOf("a", title), "draft"));
  await website.change({ put: [kept("One")] });
  await sync();
  expect(valueOf(await bring(two, one))).toMatchObject({ version: 2, servedVersion: null, state: "draft" });
  await website.change({ put: [kept("Other")] });
  await sync();
  expect((await get("a")).document.title).toBe("Two");
});

test("working copies are listed by id with what is served of them, none twice and none passed over, wherever they are moved", async () => {
  const { websiteId, draft, save, publish, trash, get } = await createImported(tables);
  for (const id of ["a", "b", "c", "d"]) await draft(id);
  await publish(["b"]);
  await save(await get("b"), { title: "B2" });
  await trash("d");
  const page = async (cursor?: string) =>
    valueOf(
      await tables.run("listWorkingCopies", { websiteId, limit: 1, ...(cursor === undefined ? {} : { cursor }) }),
    );
  const first = await page();
  await save(await get("c"), { path: "/0" });
  await save(await get("a"), { path: "/z" });
  const second = await page(first.cursor!);
  const third = await page(second.cursor!);
  expect([...first.items, ...second.items, ...third.items].map(({ documentId }) => documentId)).toEqual([
    "a",
    "b",
    "c",
  ]);
  expect(third.cursor).toBeNull();
  const edited = (await get("b")).document;
  expect(second.items).toEqual([
    { documentId: "b", digest: digestOf(edited), servedDigest: digestOf({ ...edited, title: "b" }) },
  ]);
  expect(third.items).toMatchObject([{ servedDigest: null }]);
});
