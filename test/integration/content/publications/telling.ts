import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { tenantEventSchema } from "#domain/contracts/index.ts";
import { auditOf } from "./audit-of.ts";
import { createNewsroom, inAnHour, valueOf } from "../publishing.ts";
import type { TenantTables } from "../tenant-tables.ts";

/** What the audit log and lists tell of publications. */
export function testTelling(tables: () => TenantTables): void {
  test("a title is cut for the audit log between letters: half of one could not be written", async () => {
    const { draft, publishAs, websiteId } = await createNewsroom(tables());
    const audit = auditOf();
    const title = "a".repeat(99);
    valueOf(await publishAs([await draft("long", { title: `${title}😀 and more` })], { audit }));
    const query = "select event -> 'after' -> 'published' as published from events where event ->> 'websiteId' = $1";
    expect(await tables().query(query, [websiteId])).toEqual([{ published: [{ documentId: "long", title }] }]);
  });

  test("the audit log is told who shows what, takes it off and deletes it, in the transaction that decides it", async () => {
    const { draft, websiteId, actor } = await createNewsroom(tables());
    const audit = auditOf();
    const by = { websiteId, actor, audit, mayPublish: true };
    const id = randomUUID();
    const refs = [{ documentId: "a", version: (await draft("a", { title: "Hello" })).version }];
    const rest = { dueAt: null, message: "" };
    await tables().run("publish", { ...by, ...rest, publicationId: id, publish: [], unpublish: refs });
    valueOf(await tables().run("publish", { ...by, ...rest, publicationId: id, publish: refs, unpublish: [] }));
    valueOf(await tables().run("publish", { ...by, ...rest, publicationId: id, publish: refs, unpublish: [] }));
    const planned = randomUUID();
    const dueAt = inAnHour();
    valueOf(
      await tables().run("publish", {
        ...by,
        publicationId: planned,
        publish: refs,
        unpublish: [],
        dueAt,
        message: "",
      }),
    );
    valueOf(await tables().run("cancelPublication", { websiteId, publicationId: planned, audit }));
    const gone = randomUUID();
    valueOf(await tables().run("trashDocument", { ...by, documentId: "a", ifVersion: 1, publicationId: gone }));
    const erased = randomUUID();
    valueOf(await tables().run("eraseDocument", { ...by, documentId: "a", publicationId: erased }));
    const rows = await tables().query("select event from events where event ->> 'websiteId' = $1 order by sequence", [
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

  test("publications are listed newest first, by state and by document, page by page", async () => {
    const { draft, publish, websiteId } = await createNewsroom(tables());
    for (const id of ["a", "b", "c"]) {
      await draft(id);
      valueOf(await publish([id], { dueAt: id === "c" ? inAnHour() : null }));
    }
    const list = async (given: object) =>
      valueOf(await tables().run("listPublications", { websiteId, limit: 2, ...given }));
    const first = await list({});
    expect(first.items.map(({ documents }) => documents[0]!.documentId)).toEqual(["c", "b"]);
    const rest = await list({ cursor: first.cursor! });
    expect([rest.items.map(({ documents }) => documents[0]!.documentId), rest.cursor]).toEqual([["a"], null]);
    expect((await list({ state: "scheduled" })).items).toHaveLength(1);
    expect((await list({ documentId: "a" })).items).toHaveLength(1);
    const others = valueOf(await tables().run("listPublications", { websiteId: randomUUID(), limit: 2 }));
    expect(others.items).toEqual([]);
  });
}
