import { afterAll, beforeAll, expect, test } from "vitest";
import { documentSchema } from "#domain/document/index.ts";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, hourMs, inAnHour, valueOf, type Newsroom } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const page = (documentId: string, title: string) =>
  documentSchema.parse({
    ...{ documentId, type: "page", path: `/${documentId}`, title },
    body: { type: "doc", content: [] },
  });

/** Everything in the tables, as a backup of the database has it. */
const ofTables = ["documents", "document_versions", "records", "record_versions", "publications", "content_sync"];
async function backUp(): Promise<void> {
  for (const table of ofTables) await tables.query(`create table backup_${table} as select * from ${table}`);
}
async function restore(): Promise<void> {
  for (const table of ofTables.toReversed()) await tables.query(`delete from ${table}`);
  for (const table of ofTables) {
    await tables.query(`insert into ${table} overriding system value select * from backup_${table}`);
    await tables.query(`drop table backup_${table}`);
  }
}

/** A database restored from yesterday beside a website of today: one document changed, one new, one gone, one scheduled. */
async function restoredFromYesterday(): Promise<Newsroom> {
  const newsroom = await createNewsroom(tables);
  const { websiteId, draft, publish, save, get } = newsroom;
  for (const id of ["changed", "gone", "same"]) await draft(id, { title: `${id} yesterday` });
  valueOf(await publish(["changed", "gone", "same"]));
  await syncWebsite(tables.context, websiteId);
  await backUp();
  await save(await get("changed"), { title: "changed today" });
  await draft("new", { title: "new today" });
  await draft("planned", { title: "planned today" });
  valueOf(await publish(["changed", "new"], { unpublish: ["gone"] }));
  valueOf(await publish(["planned"], { dueAt: inAnHour() }));
  await syncWebsite(tables.context, websiteId);
  await restore();
  return newsroom;
}

const stateOf = async ({ websiteId }: Newsroom) => valueOf(await tables.run("contentState", { websiteId }));
const reconcile = async ({ websiteId, actor }: Newsroom, choice: "keep-served" | "republish") =>
  valueOf(await tables.run("reconcileContent", { websiteId, actor, choice }));

const today = { "/changed": "changed today", "/new": "new today", "/same": "same yesterday" };
const yesterday = { "/changed": "changed yesterday", "/gone": "gone yesterday", "/same": "same yesterday" };

test("while both agree, that is said; what is not taken over yet is, too", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish } = newsroom;
  await syncWebsite(tables.context, websiteId);
  expect(await stateOf(newsroom)).toEqual({
    state: "current",
    unknownPublications: [],
    isWebsiteOlder: false,
    untold: 0,
  });
  await draft("a");
  valueOf(await publish(["a"]));
  await website.change({ put: [page("b", "B")] });
  expect((await stateOf(newsroom)).state).toBe("behind");
  await syncWebsite(tables.context, websiteId);
  expect((await stateOf(newsroom)).state).toBe("current");
});

test("a database restored from yesterday is detected and shown, and nothing is taken over by itself", async () => {
  const newsroom = await restoredFromYesterday();
  await syncWebsite(tables.context, newsroom.websiteId);
  const state = await stateOf(newsroom);
  expect(state).toMatchObject({ state: "diverged", isWebsiteOlder: false });
  expect(state.unknownPublications.map(({ dueAt }) => dueAt === null)).toEqual([true, false]);
  expect(newsroom.website.shown()).toEqual(today);
  expect(await newsroom.states()).toEqual({ changed: "published", gone: "published", same: "published" });
});

test("by keeping what is served, it becomes what is edited: as versions, with what waits for its time", async () => {
  const newsroom = await restoredFromYesterday();
  const { website, websiteId, get, states, served } = newsroom;
  expect(await reconcile(newsroom, "keep-served")).toMatchObject({ state: "current", unknownPublications: [] });
  expect(website.shown()).toEqual(today);
  expect(await served()).toEqual(today);
  expect(await states()).toEqual({ changed: "published", gone: "unpublished", new: "published", same: "published" });
  expect(await get("changed")).toMatchObject({ version: 2, servedVersion: 2, document: { title: "changed today" } });
  website.setClock(hourMs + 1_000);
  await website.publishDue();
  await syncWebsite(tables.context, websiteId);
  expect((await states())["planned"]).toBe("published");
  expect((await stateOf(newsroom)).state).toBe("current");
});

test("by publishing again, visitors get what is edited, as one change; what nobody knows is taken back", async () => {
  const newsroom = await restoredFromYesterday();
  const { website, websiteId } = newsroom;
  const before = website.deployments().length;
  expect(await reconcile(newsroom, "republish")).toMatchObject({ state: "current", unknownPublications: [] });
  expect(website.shown()).toEqual(yesterday);
  expect(website.deployments()).toHaveLength(before + 1);
  website.setClock(2 * hourMs);
  await website.publishDue();
  expect(website.shown()).toEqual(yesterday);
  await reconcile(newsroom, "republish");
  expect(website.deployments()).toHaveLength(before + 1);
  await syncWebsite(tables.context, websiteId);
  expect((await stateOf(newsroom)).state).toBe("current");
});

test("documents of any size that have traded their paths are published again, by calls of a bounded size", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish, save } = newsroom;
  const ids = ["a", "b", "c", "d", "e", "f", "g"];
  const text = { type: "text" as const, text: "word ".repeat(2_000) };
  const body = {
    type: "doc" as const,
    content: Array.from({ length: 80 }, () => ({ type: "paragraph" as const, content: [text] })),
  };
  for (const id of ids) {
    await save(await draft(id), { body });
    valueOf(await publish([id]));
  }
  const before = website.shown();
  const traded = ids.map((id, index) => ({ ...page(id, id), path: `/${ids.at(index - 1)}` }));
  await website.change({ put: traded });
  const lengths: number[] = [];
  const editBranch: typeof website.editBranch = (input) => {
    lengths.push(JSON.stringify(input).length);
    return website.editBranch(input);
  };
  tables.websites.set(
    websiteId,
    new Proxy(website, { get: (of, name) => (name === "editBranch" ? editBranch : Reflect.get(of, name)) }) as never,
  );
  expect(await reconcile(newsroom, "republish")).toMatchObject({ state: "current" });
  expect(website.shown()).toEqual(before);
  expect(Math.max(...lengths)).toBeLessThan(5_000_000);
});

test("more records than a page are published again, read and told in calls of a bounded size; what is there already is not", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId } = newsroom;
  await syncWebsite(tables.context, websiteId);
  const description = "word ".repeat(1_000);
  const told = (name: string) => `jsonb_build_object('termId', 't' || n, 'taxonomy', 'tag', 'slug', 't' || n,
    'path', '/tag/t' || n, 'name', '${name}', 'description', $3::text, 'parentId', null)`;
  await tables.query(
    `insert into records (website_id, kind, record_id, value, version, updated_by)
      select $1, 'term', 't' || n, ${told("Term")}, 1, $2 from generate_series(1, 1100) as n`,
    [websiteId, { kind: "control-plane" }, description],
  );
  const puts: number[] = [];
  const lengths: number[] = [];
  const editBranch: typeof website.editBranch = (input) => {
    puts.push(input.put.length);
    lengths.push(JSON.stringify(input).length);
    return website.editBranch(input);
  };
  tables.websites.set(
    websiteId,
    new Proxy(website, { get: (of, name) => (name === "editBranch" ? editBranch : Reflect.get(of, name)) }) as never,
  );
  await reconcile(newsroom, "republish");
  expect(puts.reduce((sum, count) => sum + count)).toBe(1_100);
  expect([Math.max(...puts), Math.max(...lengths) < 5_000_000]).toEqual([200, true]);
  expect(await website.getRecord({ kind: "term", id: "t1100" })).toMatchObject({ value: { value: { name: "Term" } } });

  puts.length = 0;
  await tables.query(
    `update records set value = value || '{"name": "Other"}' where website_id = $1 and record_id = 't7'`,
    [websiteId],
  );
  await tables.query("update records set trashed_at = now() where website_id = $1 and record_id = 't8'", [websiteId]);
  await reconcile(newsroom, "republish");
  expect(puts).toEqual([0, 1]);
  expect((await website.getRecord({ kind: "term", id: "t8" })).ok).toBe(false);
});

test("what was scheduled yesterday and came due today stays when it is published again", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish, get } = newsroom;
  await draft("planned");
  valueOf(await publish(["planned"], { dueAt: inAnHour() }));
  await syncWebsite(tables.context, websiteId);
  await backUp();
  await draft("new");
  valueOf(await publish(["new"]));
  website.setClock(hourMs + 1_000);
  await website.publishDue();
  await restore();
  await syncWebsite(tables.context, websiteId);
  expect(await stateOf(newsroom)).toMatchObject({ state: "diverged" });
  expect(await reconcile(newsroom, "republish")).toMatchObject({ state: "current" });
  expect(website.shown()).toEqual({ "/planned": "planned" });
  expect(await get("planned")).toMatchObject({ state: "published", servedVersion: 1, scheduledAt: null });
});

test("when a document goes is known again after its database was restored, and can be changed", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish, get, cancel } = newsroom;
  for (const id of ["a", "b"]) await draft(id);
  valueOf(await publish(["a", "b"]));
  await syncWebsite(tables.context, websiteId);
  await backUp();
  const { publicationId, dueAt } = valueOf(await publish([], { unpublish: ["a", "b"], dueAt: inAnHour() }));
  await restore();
  await syncWebsite(tables.context, websiteId);
  expect(await reconcile(newsroom, "keep-served")).toMatchObject({ state: "current" });
  expect((await get("a")).schedule).toEqual({ publish: null, unpublish: { publicationId, dueAt } });
  valueOf(await publish([], { unpublish: ["b"] }));
  valueOf(await publish(["a", "b"]));
  const { unpublish } = (await get("a")).schedule;
  expect([unpublish?.dueAt, (await get("b")).schedule.unpublish]).toEqual([dueAt, null]);
  valueOf(await cancel(unpublish!.publicationId));
  website.setClock(2 * hourMs);
  await website.publishDue();
  expect(website.shown()).toEqual({ "/a": "a", "/b": "b" });
});

test("what a restored website no longer holds for its time is placed there again", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish, get } = newsroom;
  await draft("a");
  valueOf(await publish(["a"]));
  const backup = website.backup();
  await draft("planned");
  const { publicationId } = valueOf(await publish(["planned"], { dueAt: inAnHour() }));
  valueOf(await publish([], { unpublish: ["a"] }));
  await syncWebsite(tables.context, websiteId);
  website.restore(backup);
  expect(await stateOf(newsroom)).toMatchObject({ state: "diverged", isWebsiteOlder: true });
  await reconcile(newsroom, "republish");
  expect((await newsroom.publication(publicationId)).state).toBe("scheduled");
  website.setClock(hourMs + 1_000);
  await website.publishDue();
  expect(website.shown()).toEqual({ "/planned": "planned" });
  await syncWebsite(tables.context, websiteId);
  expect(await get("planned")).toMatchObject({ state: "published", servedVersion: 1 });
});

test("a website restored from yesterday is detected too, and brought to what is edited", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish, save, get } = newsroom;
  await draft("a", { title: "yesterday" });
  valueOf(await publish(["a"]));
  await syncWebsite(tables.context, websiteId);
  const backup = website.backup();
  await save(await get("a"), { title: "today" });
  valueOf(await publish(["a"]));
  await syncWebsite(tables.context, websiteId);
  website.restore(backup);
  await syncWebsite(tables.context, websiteId);
  expect(await stateOf(newsroom)).toMatchObject({ state: "diverged", isWebsiteOlder: true });
  await reconcile(newsroom, "republish");
  expect(website.shown()).toEqual({ "/a": "today" });
  expect((await stateOf(newsroom)).state).toBe("current");
});

test("a publication that yesterday's database had still to deliver is not made twice", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, websiteId, draft, publish, reach } = newsroom;
  await draft("a");
  reach(false);
  valueOf(await publish(["a"]));
  await backUp();
  reach(true);
  await deliverAll(tables.context);
  await restore();
  await deliverAll(tables.context);
  await syncWebsite(tables.context, websiteId);
  expect(website.deployments()).toHaveLength(1);
  expect(await stateOf(newsroom)).toMatchObject({ state: "current", untold: 0 });
});
