import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documentSchema } from "#domain/document/index.ts";
import { documentOfCopy } from "#domain/editing/index.ts";
import { copyOf, createImported } from "./imported.ts";
import { valueOf } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const one = copyOf("a", "One");
const two = copyOf("a", "Two");
const edit = copyOf("a", "Edit");

test("the edit of an import that was undone is put back to what visitors get again, whether the tables know that yet or not", async () => {
  for (const isKnown of [true, false]) {
    const { website, serve, sync, bring, takeBack, get } = await createImported(tables);
    const importId = randomUUID();
    await serve(one);
    await serve(two);
    valueOf(await bring(edit, two, { importId }));
    await website.change({ put: [documentSchema.parse(documentOfCopy(one, "published"))] });
    if (isKnown) await sync();
    for (let time = 0; time < 2; time += 1) {
      expect(valueOf(await takeBack("a", importId))).toEqual({ standing: "taken-back", document: edit });
    }
    await sync();
    const { document, version, servedVersion, hasUnpublishedChanges } = await get("a");
    expect([document, version, servedVersion, hasUnpublishedChanges]).toEqual([one, 4, 4, false]);
  }
});

test("of a document that came with the import its edit alone goes; one that the website keeps for itself is as it keeps it", async () => {
  const { website, serve, unserve, sync, bring, takeBack, get } = await createImported(tables);
  const importId = randomUUID();
  await serve(one);
  valueOf(await bring(edit, one, { importId }));
  await unserve("a");
  valueOf(await takeBack("a", importId));
  expect(await get("a")).toMatchObject({ document: one, state: "unpublished", servedVersion: null });

  const kept = copyOf("b", "Kept");
  const shown = copyOf("b", "Shown");
  await website.change({ put: [documentSchema.parse(documentOfCopy(kept, "draft"))] });
  await sync();
  await serve(shown);
  valueOf(await bring(copyOf("b", "Edit"), shown, { importId }));
  await website.change({ put: [documentSchema.parse(documentOfCopy(kept, "draft"))] });
  await sync();
  valueOf(await takeBack("b", importId));
  expect((await get("b")).document).toEqual(kept);
});

test("what somebody has edited, submitted, published or put away since stays as it is", async () => {
  const { serve, unserve, bring, takeBack, get, save, change, publish, trash } = await createImported(tables);
  const importId = randomUUID();
  const ids = ["edited", "submitted", "published", "trashed", "other"];
  await serve(...ids.map((id) => copyOf(id, "One")));
  for (const id of ids.slice(0, 4)) valueOf(await bring(copyOf(id, "Edit"), copyOf(id, "One"), { importId }));
  await save(await get("edited"), { title: "Mine" });
  await save(await get("edited"), { title: "Edit" });
  await unserve("submitted");
  valueOf(await change("submitted", "submit"));
  valueOf(await publish(["published"]));
  valueOf(await trash("trashed"));
  const before = await Promise.all(ids.map((id) => get(id)));
  const standings = [];
  for (const id of [...ids, "nowhere"]) standings.push(valueOf(await takeBack(id, importId)).standing);
  expect(standings).toEqual(["edited", "edited", "edited", "edited", "none", "none"]);
  expect(await Promise.all(ids.map((id) => get(id)))).toEqual(before);
  expect(valueOf(await takeBack("edited", randomUUID()))).toEqual({ standing: "none" });
});

test("a draft goes to the trash, and comes out of it once the import is activated again, at its path or the next that is free", async () => {
  const { websiteId, draft, bring, takeBack, get, erase } = await createImported(tables);
  const importId = randomUUID();
  const again = () => bring(one, null, { importId });
  expect(valueOf(await again())).toMatchObject({ state: "draft", version: 1 });
  expect(valueOf(await again()).version).toBe(1);
  for (let time = 0; time < 2; time += 1) {
    expect(valueOf(await takeBack("a", importId, "draft"))).toEqual({ standing: "taken-back", document: one });
    expect(await get("a")).toMatchObject({ version: 2, trashedAt: expect.any(String) });
  }
  await draft("b", { path: "/a" });
  expect((await again()).ok).toBe(false);
  const back = valueOf(await bring(one, null, { importId, keepsPath: false }));
  expect(back).toMatchObject({ version: 3, trashedAt: null, document: { path: "/a-2", title: "One" } });
  expect(valueOf(await again())).toEqual(back);
  valueOf(await takeBack("a", importId, "draft"));
  valueOf(await erase("a"));
  const told = await tables.query("select 1 from publications where website_id = $1", [websiteId]);
  expect(told).toEqual([]);
  expect(valueOf(await bring(one, null, { importId, keepsPath: false }))).toMatchObject({ version: 1 });
});

test("activated again it brings its edits again, and undone again they are taken back again", async () => {
  const { serve, bring, takeBack, get, titles } = await createImported(tables);
  const importId = randomUUID();
  await serve(one);
  for (let time = 0; time < 2; time += 1) {
    await serve(two);
    expect(valueOf(await bring(edit, two, { importId })).document).toEqual(edit);
    await serve(one);
    expect(valueOf(await takeBack("a", importId)).standing).toBe("taken-back");
    expect((await get("a")).document).toEqual(one);
  }
  expect((await titles("a")).filter((title) => title.startsWith("import"))).toEqual(["import Edit", "import Edit"]);
});

test("where its path is another's by now, it is put back where it stands", async () => {
  const { serve, bring, takeBack, get, draft } = await createImported(tables);
  const importId = randomUUID();
  await serve(one);
  valueOf(await bring(copyOf("a", "Edit", { path: "/moved" }), one, { importId }));
  await draft("b", { path: "/free" });
  await serve(copyOf("a", "Two", { path: "/free-soon" }));
  await draft("c", { path: "/free-soon-2" });
  valueOf(await takeBack("a", importId));
  expect((await get("a")).document).toMatchObject({ title: "Two", path: "/free-soon" });
});
