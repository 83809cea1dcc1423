import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContentRecord } from "#domain/content/index.ts";
import { tenantEventSchema } from "#domain/contracts/index.ts";
import { newDocumentSchema } from "#domain/editing/index.ts";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, failureOf, hourMs, inAnHour, valueOf } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const term = (path: string): ContentRecord => ({
  kind: "term",
  value: { termId: "t", taxonomy: "category", slug: "x", path, name: "T", description: "", parentId: null },
});

describe("publishing", () => {
  test("several documents is one change; each is dated, and what visitors get is noted", async () => {
    const { draft, publish, website, get, served } = await createNewsroom(tables);
    await draft("page");
    await draft("post", { type: "post" });
    const publication = valueOf(await publish(["page", "post"]));
    expect(publication).toMatchObject({ state: "placed", kind: "publish", deploymentId: publication.publicationId });
    expect(website.shown()).toEqual({ "/page": "page", "/post": "post" });
    expect(website.deployments()).toHaveLength(1);
    expect(await served()).toEqual({ "/page": "page", "/post": "post" });
    const [page, post] = [await get("page"), await get("post")];
    expect(page).toMatchObject({ state: "published", version: 1, servedVersion: 1, hasUnpublishedChanges: false });
    expect(page.document.publishedAt).toBeNull();
    expect(post).toMatchObject({ state: "published", version: 2, servedVersion: 2 });
    expect(post.document.publishedAt).not.toBeNull();
  });

  test("twice under one id is once, also at the same time; the id is not another publication's", async () => {
    const { draft, publish, publishAs, website } = await createNewsroom(tables);
    const a = await draft("a", { type: "post" });
    await draft("b");
    const publicationId = randomUUID();
    const once = () => publishAs([a], { publicationId });
    const [first, second] = await Promise.all([once(), once()]);
    expect(valueOf(second!)).toEqual(valueOf(first!));
    expect(valueOf(await once())).toEqual(valueOf(first!));
    expect(website.deployments()).toHaveLength(1);
    for (const other of [publish(["b"], { publicationId }), publishAs([a], { publicationId, dueAt: inAnHour() })]) {
      expect(failureOf(await other).code).toBe("idempotency-key-reused");
    }
    expect(website.shown()).toEqual({ "/a": "a" });
  });

  test("a change of what is served says so until it is published, with the old path redirected", async () => {
    const { draft, publish, website, get, save } = await createNewsroom(tables);
    await draft("a");
    valueOf(await publish(["a"]));
    await save(await get("a"), { title: "New", path: "/new" });
    expect(await get("a")).toMatchObject({ state: "published", hasUnpublishedChanges: true, servedPath: "/a" });
    expect(website.shown()).toEqual({ "/a": "a" });
    valueOf(await publish(["a"]));
    expect(website.shown()).toEqual({ "/new": "New" });
    expect(await get("a")).toMatchObject({ hasUnpublishedChanges: false, servedPath: "/new" });
    const redirect = valueOf(await website.contentSince({ since: null, until: null, cursor: null, limit: 10 }));
    expect(redirect.records.map(({ ref }) => ref)).toContainEqual({ kind: "redirect", id: "/a" });
  });

  test("what was changed meanwhile, is in the trash, archived or not there is refused, and nothing is done", async () => {
    const { draft, publish, website, websiteId, get, save, change, states } = await createNewsroom(tables);
    const old = await draft("old");
    await draft("trashed");
    await draft("archived");
    await draft("fine");
    await save(await get("old"), { title: "newer" });
    await tables.query("update documents set trashed_at = now() where website_id = $1 and document_id = 'trashed'", [
      websiteId,
    ]);
    valueOf(await change("archived", "archive"));
    const before = await states();
    const input = { websiteId, actor: old.createdBy, audit: null, unpublish: [], dueAt: null, message: "" };
    const stale = await tables.run("publish", {
      ...{ ...input, publicationId: randomUUID() },
      publish: [
        { documentId: "old", version: 1 },
        { documentId: "fine", version: 1 },
      ],
    });
    expect(failureOf(stale)).toMatchObject({ code: "version-mismatch", facts: { documentId: "old", version: 2 } });
    for (const id of ["trashed", "archived"]) {
      expect(failureOf(await publish(["fine", id])).code).toBe("invalid-document-state");
    }
    const nobody = await tables.run("publish", {
      ...{ ...input, publicationId: randomUUID() },
      publish: [{ documentId: "nobody", version: 1 }],
    });
    expect(failureOf(nobody).code).toBe("document-not-found");
    expect([await states(), website.deployments()]).toEqual([before, []]);
  });

  test("to the path of another document that is served is refused before the website is asked", async () => {
    const { draft, publish, save, get, website } = await createNewsroom(tables);
    await draft("a", { path: "/here" });
    valueOf(await publish(["a"]));
    await save(await get("a"), { path: "/there" });
    await draft("b", { path: "/here" });
    expect(failureOf(await publish(["b"]))).toMatchObject({ code: "path-taken", facts: { path: "/here" } });
    // Both together trade places.
    valueOf(await publish(["a", "b"]));
    expect(website.shown()).toEqual({ "/here": "b", "/there": "a" });
  });

  test("what the website refuses fails with its reason, and all stands where it stood", async () => {
    const { draft, publish, website, change, states, get } = await createNewsroom(tables);
    await website.records({ put: [term("/taken")] });
    await draft("a");
    await draft("b", { path: "/taken" });
    valueOf(await change("b", "submit"));
    expect(failureOf(await publish(["a", "b"])).code).toBe("invalid-record");
    expect(await states()).toEqual({ a: "draft", b: "in-review" });
    expect((await get("a")).servedVersion).toBeNull();
    expect(website.shown()).toEqual({});
  });
});

describe("a document that visitors get", () => {
  test("is unpublished, and published again", async () => {
    const { draft, publish, website, get } = await createNewsroom(tables);
    await draft("a");
    valueOf(await publish(["a"]));
    valueOf(await publish([], { unpublish: ["a"] }));
    expect([website.shown(), await get("a")]).toMatchObject([{}, { state: "unpublished", servedVersion: null }]);
    valueOf(await publish(["a"]));
    expect(website.shown()).toEqual({ "/a": "a" });
  });

  test("is put away, which takes it off, and taken out again as a draft", async () => {
    const { draft, publish, website, change, get } = await createNewsroom(tables);
    await draft("a");
    valueOf(await publish(["a"]));
    valueOf(await change("a", "archive"));
    expect([website.shown(), await get("a")]).toMatchObject([{}, { state: "archived", servedVersion: null }]);
    expect(valueOf(await change("a", "archive")).state).toBe("archived");
    expect(failureOf(await change("a", "submit")).code).toBe("invalid-document-state");
    expect(valueOf(await change("a", "unarchive")).state).toBe("draft");
  });
});

describe("a document that is put into the trash", () => {
  test("visitors get no longer, as one change; taken out again it is a draft", async () => {
    const { draft, publish, website, trash, untrash, get } = await createNewsroom(tables);
    await draft("a");
    valueOf(await publish(["a"]));
    expect(failureOf(await trash("a", { mayPublish: false })).code).toBe("forbidden");
    expect(website.shown()).toEqual({ "/a": "a" });
    expect(valueOf(await trash("a"))).toMatchObject({ state: "draft", servedVersion: null, servedPath: null });
    expect(website.shown()).toEqual({});
    expect(valueOf(await untrash("a"))).toMatchObject({ state: "draft", trashedAt: null });
    await syncWebsite(tables.context, website.websiteId);
    expect([website.shown(), (await get("a")).state]).toEqual([{}, "draft"]);
  });

  test("leaves its schedule; several go as one change, and whoever may not publish moves only what is not shown", async () => {
    const { draft, publish, website, websiteId, actor, get } = await createNewsroom(tables);
    for (const id of ["a", "b", "planned", "draft"]) await draft(id);
    valueOf(await publish(["a", "b"]));
    valueOf(await publish(["planned"], { dueAt: inAnHour() }));
    const documentIds = ["draft", "planned", "b", "a"];
    const bulk = async (mayPublish: boolean) => {
      const by = { websiteId, actor, audit: null, mayPublish, publicationId: randomUUID() };
      const done = await tables.run("bulkDocuments", { ...by, documentIds, operation: { kind: "trash" } });
      return valueOf(done).items.map(({ failure }) => failure?.code ?? null);
    };
    expect(await bulk(false)).toEqual([null, "forbidden", "forbidden", "forbidden"]);
    const before = website.deployments().length;
    expect(await bulk(true)).toEqual([null, null, null, null]);
    expect(website.deployments()).toHaveLength(before + 1);
    website.setClock(2 * hourMs);
    await website.publishDue();
    expect(website.shown()).toEqual({});
    expect(await get("planned")).toMatchObject({ state: "draft", scheduledAt: null });
  });

  test("while the website is away goes when it is back, deleted for good or not", async () => {
    const { draft, publish, website, reach, trash, erase } = await createNewsroom(tables);
    for (const id of ["a", "b"]) await draft(id);
    valueOf(await publish(["a", "b"]));
    reach(false);
    expect(valueOf(await trash("a"))).toMatchObject({ trashedAt: expect.anything(), servedVersion: 1 });
    valueOf(await trash("b"));
    valueOf(await erase("b"));
    reach(true);
    await deliverAll(tables.context);
    expect(website.shown()).toEqual({});
  });
});

test("a title is cut for the audit log between letters: half of one could not be written", async () => {
  const { draft, publishAs, websiteId } = await createNewsroom(tables);
  const who = { kind: "person", personId: randomUUID(), sessionId: randomUUID(), platformRole: null } as const;
  const origin = { requestId: "r", address: "192.0.2.1", userAgent: "test" };
  const audit = { actor: { ...who, impersonatedBy: null }, origin };
  const title = "a".repeat(99);
  valueOf(await publishAs([await draft("long", { title: `${title}😀 and more` })], { audit }));
  const query = "select event -> 'after' -> 'published' as published from events where event ->> 'websiteId' = $1";
  expect(await tables.query(query, [websiteId])).toEqual([{ published: [{ documentId: "long", title }] }]);
});

test("the audit log is told who shows what, takes it off and deletes it, in the transaction that decides it", async () => {
  const { draft, websiteId, actor } = await createNewsroom(tables);
  const who = { kind: "person", personId: randomUUID(), sessionId: randomUUID(), platformRole: null } as const;
  const origin = { requestId: "r", address: "192.0.2.1", userAgent: "test" };
  const audit = { actor: { ...who, impersonatedBy: null }, origin };
  const by = { websiteId, actor, audit, mayPublish: true };
  const id = randomUUID();
  const refs = [{ documentId: "a", version: (await draft("a", { title: "Hello" })).version }];
  const rest = { dueAt: null, message: "" };
  await tables.run("publish", { ...by, ...rest, publicationId: id, publish: [], unpublish: refs });
  valueOf(await tables.run("publish", { ...by, ...rest, publicationId: id, publish: refs, unpublish: [] }));
  valueOf(await tables.run("publish", { ...by, ...rest, publicationId: id, publish: refs, unpublish: [] }));
  const planned = randomUUID();
  const dueAt = inAnHour();
  valueOf(
    await tables.run("publish", { ...by, publicationId: planned, publish: refs, unpublish: [], dueAt, message: "" }),
  );
  valueOf(await tables.run("cancelPublication", { websiteId, publicationId: planned, audit }));
  const gone = randomUUID();
  valueOf(await tables.run("trashDocument", { ...by, documentId: "a", ifVersion: 1, publicationId: gone }));
  const erased = randomUUID();
  valueOf(await tables.run("eraseDocument", { ...by, documentId: "a", publicationId: erased }));
  const rows = await tables.query("select event from events where event ->> 'websiteId' = $1 order by sequence", [
    websiteId,
  ]);
  const events = rows.map(({ event }) => tenantEventSchema.parse(event));
  const named = [{ documentId: "a", title: "Hello" }];
  expect(events.map(({ action, after }) => [action, after])).toEqual([
    ["content.published", { publicationId: id, published: named }],
    ["content.scheduled", { publicationId: planned, published: named, dueAt }],
    ["content.unscheduled", { publicationId: planned, published: named }],
    ["content.unpublished", { publicationId: gone, unpublished: named }],
    ["content.erased", { publicationId: erased, erased: named }],
  ]);
  expect(events[0]).toMatchObject({ ...audit, before: {} });
});

describe("a scheduled document", () => {
  test("is placed as it was when it was scheduled, whatever is saved later", async () => {
    const { draft, publish, website, get, save, publication } = await createNewsroom(tables);
    await draft("a", { title: "Scheduled" });
    const dueAt = inAnHour();
    const { publicationId, state } = valueOf(await publish(["a"], { dueAt }));
    expect(state).toBe("scheduled");
    expect(await get("a")).toMatchObject({ state: "scheduled", scheduledAt: dueAt, scheduledVersion: 1 });
    await save(await get("a"), { title: "Later" });
    website.setClock(hourMs + 1_000);
    await website.publishDue();
    expect(website.shown()).toEqual({ "/a": "Scheduled" });
    expect((await publication(publicationId)).state).toBe("scheduled");
  });

  test("is taken back, once, and then stands as a draft", async () => {
    const { draft, publish, website, get, cancel } = await createNewsroom(tables);
    await draft("a");
    const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
    for (let time = 0; time < 2; time++) expect(valueOf(await cancel(publicationId)).state).toBe("cancelled");
    expect(await get("a")).toMatchObject({ state: "draft", scheduledAt: null, scheduledVersion: null });
    website.setClock(2 * hourMs);
    await website.publishDue();
    expect(website.shown()).toEqual({});
    valueOf(await publish(["a"]));
    const { publicationId: placed } = valueOf(await publish(["a"]));
    expect(failureOf(await cancel(placed)).code).toBe("invalid-publication-state");
    expect(failureOf(await cancel(randomUUID())).code).toBe("publication-not-found");
  });

  test("is given another time with exactly what it holds, the same call again changing nothing", async () => {
    const { draft, publish, website, get, save, reschedule, publication } = await createNewsroom(tables);
    await draft("a", { title: "First" });
    const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
    await save(await get("a"), { title: "Later" });
    const sooner = new Date(Date.parse(inAnHour()) - hourMs / 2).toISOString();
    const newId = randomUUID();
    const moved = valueOf(await reschedule(publicationId, sooner, newId));
    expect(moved).toMatchObject({ publicationId: newId, state: "scheduled", dueAt: sooner });
    expect(valueOf(await reschedule(publicationId, sooner, newId))).toEqual(moved);
    expect(failureOf(await reschedule(publicationId, inAnHour(), newId)).code).toBe("idempotency-key-reused");
    expect((await publication(publicationId)).state).toBe("cancelled");
    expect(await get("a")).toMatchObject({ state: "scheduled", scheduledAt: sooner });
    website.setClock(hourMs / 2 + 1_000);
    await website.publishDue();
    expect(website.shown()).toEqual({ "/a": "First" });
  });

  test("that is published at once leaves its schedule; those scheduled with it stay for their time", async () => {
    const { draft, publish, website, get, save } = await createNewsroom(tables);
    await draft("a");
    await draft("b");
    const dueAt = inAnHour();
    const { publicationId } = valueOf(await publish(["a", "b"], { dueAt }));
    await save(await get("a"), { title: "At once" });
    valueOf(await publish(["a"]));
    expect(website.shown()).toEqual({ "/a": "At once" });
    expect(await get("b")).toMatchObject({ state: "scheduled", scheduledAt: dueAt });
    website.setClock(2 * hourMs);
    await website.publishDue();
    expect(website.shown()).toEqual({ "/a": "At once", "/b": "b" });
    const ends = valueOf(await website.publicationsSince({ after: 0, limit: 10 })).items;
    expect(ends.find((end) => end.publicationId === publicationId)?.state).toBe("cancelled");
  });

  test("keeps its schedule where the website refuses what was to take its place", async () => {
    const { draft, publish, website, get, save } = await createNewsroom(tables);
    await website.records({ put: [term("/taken")] });
    await draft("a");
    await draft("b");
    const dueAt = inAnHour();
    valueOf(await publish(["a", "b"], { dueAt }));
    await save(await get("a"), { title: "At once", path: "/taken" });
    expect(failureOf(await publish(["a"])).code).toBe("invalid-record");
    const standing = { state: "scheduled", scheduledAt: dueAt, scheduledVersion: 1 };
    expect([await get("a"), await get("b")]).toMatchObject([{ ...standing, version: 2 }, standing]);
    website.setClock(2 * hourMs);
    await website.publishDue();
    expect(website.shown()).toEqual({ "/a": "a", "/b": "b" });
    await syncWebsite(tables.context, website.websiteId);
    expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, hasUnpublishedChanges: true });
  });

  test("of which visitors have an earlier version keeps that until it is due", async () => {
    const { draft, publish, website, get, save } = await createNewsroom(tables);
    await draft("a", { title: "One" });
    valueOf(await publish(["a"]));
    await save(await get("a"), { title: "Two" });
    valueOf(await publish(["a"], { dueAt: inAnHour() }));
    expect(website.shown()).toEqual({ "/a": "One" });
    expect(await get("a")).toMatchObject({ state: "published", hasUnpublishedChanges: true });
    valueOf(await publish([], { unpublish: ["a"] }));
    website.setClock(2 * hourMs);
    await website.publishDue();
    expect(website.shown()).toEqual({});
  });
});

test("publishing, changing several and moving a whole folder at the same time never wait for one another in a circle", async () => {
  const { draft, publish, website, websiteId, actor, get } = await createNewsroom(tables);
  const top = await draft("z-top", { path: "/top" });
  const ids = ["a", "b", "c", "d", "e", "f"];
  for (const documentId of ids) {
    const document = newDocumentSchema.parse({
      ...{ documentId, type: "page", title: documentId, path: `/top/${documentId}`, parentId: "z-top" },
      body: { type: "doc", content: [] },
    });
    valueOf(await tables.run("createDocument", { websiteId, actor, document: { ...document, documentId } }));
  }
  const all = ["z-top", ...ids.toReversed()];
  const bulk = (termId: string) =>
    tables.run("bulkDocuments", {
      ...{ websiteId, actor, audit: null, mayPublish: true, publicationId: randomUUID(), documentIds: all },
      operation: { kind: "add-terms", termIds: [termId] },
    });
  let { version } = top;
  for (let round = 0; round < 6; round += 1) {
    const move = async () => {
      const changes = { path: `/top-${round}` };
      const input = { websiteId, actor, documentId: "z-top", ifVersion: version, changes, autosave: false };
      return tables.run("saveDocument", input);
    };
    const done = await Promise.all([publish(all), bulk(`t${round}`), publish(ids), move()]);
    for (const result of done) if (!result.ok) expect(result.failure.code).toBe("version-mismatch");
    ({ version } = await get("z-top"));
  }
  valueOf(await publish(all));
  expect(Object.keys(website.shown())).toHaveLength(all.length);
});

describe("while the website is away", () => {
  test("publications wait in their order, and are delivered when it is back", async () => {
    const { draft, publish, website, get, save, reach, publication } = await createNewsroom(tables);
    await draft("a", { title: "One" });
    reach(false);
    const first = valueOf(await publish(["a"]));
    await save(await get("a"), { title: "Two" });
    const second = valueOf(await publish(["a"]));
    expect([first.state, second.state]).toEqual(["waiting", "waiting"]);
    await expect(deliverAll(tables.context)).rejects.toThrow("could not be told");
    reach(true);
    await deliverAll(tables.context);
    expect(website.shown()).toEqual({ "/a": "Two" });
    expect(website.deployments()).toHaveLength(2);
    expect([(await publication(first.publicationId)).state, (await publication(second.publicationId)).state]).toEqual([
      "placed",
      "placed",
    ]);
    expect(await get("a")).toMatchObject({ state: "published", hasUnpublishedChanges: false });
    await deliverAll(tables.context);
    expect(website.deployments()).toHaveLength(2);
  });

  test("a schedule that is taken back before it arrived never comes due", async () => {
    const { draft, publish, website, cancel, reach } = await createNewsroom(tables);
    await draft("a");
    reach(false);
    const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
    expect(valueOf(await cancel(publicationId)).state).toBe("withdrawing");
    reach(true);
    await deliverAll(tables.context);
    website.setClock(2 * hourMs);
    await website.publishDue();
    expect(website.shown()).toEqual({});
  });
});

test("publications are listed newest first, by state and by document, page by page", async () => {
  const { draft, publish, websiteId } = await createNewsroom(tables);
  for (const id of ["a", "b", "c"]) {
    await draft(id);
    valueOf(await publish([id], { dueAt: id === "c" ? inAnHour() : null }));
  }
  const list = async (given: object) =>
    valueOf(await tables.run("listPublications", { websiteId, limit: 2, ...given }));
  const first = await list({});
  expect(first.items.map(({ documents }) => documents[0]!.documentId)).toEqual(["c", "b"]);
  const rest = await list({ cursor: first.cursor! });
  expect([rest.items.map(({ documents }) => documents[0]!.documentId), rest.cursor]).toEqual([["a"], null]);
  expect((await list({ state: "scheduled" })).items).toHaveLength(1);
  expect((await list({ documentId: "a" })).items).toHaveLength(1);
  const others = valueOf(await tables.run("listPublications", { websiteId: randomUUID(), limit: 2 }));
  expect(others.items).toEqual([]);
});
