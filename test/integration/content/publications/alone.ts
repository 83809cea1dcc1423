import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { contentVerbs } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, failureOf, valueOf } from "../publishing.ts";
import type { TenantTables } from "../tenant-tables.ts";
import { auditOf } from "./audit-of.ts";

/** One document at once, which is decided by a statement of its own. */
export function testAlone(tables: () => TenantTables): void {
  describe("one document at once", () => {
    test("takes three statements, a new version and the audit log's entry among what they write", async () => {
      const { draft, publishAs, website, get, save } = await createNewsroom(tables());
      const { statementsOf, query } = tables();
      const audit = auditOf();
      for (const type of ["page", "post"]) {
        const of = await draft(type, { type });
        expect(await statementsOf(async () => valueOf(await publishAs([of], { audit })))).toBe(3);
      }
      const saved = await save(await get("post"), { title: "Another" });
      expect(await statementsOf(async () => valueOf(await publishAs([saved])))).toBe(3);
      expect(website.shown()).toEqual({ "/page": "page", "/post": "Another" });
      const named =
        "select event -> 'after' -> 'published' as of from events where event ->> 'websiteId' = $1 order by sequence";
      const events = ["page", "post"].map((id) => ({ of: [{ documentId: id, title: id }] }));
      expect(await query(named, [website.websiteId])).toEqual(events);
    });

    test("leaves the connection as it was, though how it ended is not waited for to be on disk", async () => {
      const { draft, publishAs } = await createNewsroom(tables());
      valueOf(await publishAs([await draft("a")]));
      const { once } = tables().context.database;
      const setting = async () => valueOf(await once((on) => on.execute("show synchronous_commit"))).rows;
      // More often than there are connections.
      for (let each = 0; each < 10; each += 1) expect(await setting()).toEqual([{ synchronous_commit: "on" }]);
    });

    test("beside others is a change of its own each, in the order in which they were decided", async () => {
      const { draft, publishAs, website } = await createNewsroom(tables());
      const drafts = [];
      for (const id of ["a", "b", "c", "d", "e"]) drafts.push(await draft(id));
      const publications = await Promise.all(drafts.map(async (of) => valueOf(await publishAs([of]))));
      const decided = publications.toSorted((one, other) => one.sequence - other.sequence);
      const placed = valueOf(await website.publicationsSince({ after: 0, limit: 10 }));
      const idOf = ({ publicationId }: { readonly publicationId: string }) => publicationId;
      expect(placed.items.map(idOf)).toEqual(decided.map(idOf));
      expect(Object.keys(website.shown())).toHaveLength(5);
    });

    test("asked for several times at once by one key is published once, and another document by it is told as such", async () => {
      const { draft, publishAs, websiteId, get } = await createNewsroom(tables());
      await Promise.all(["a", "b"].map(async (id) => valueOf(await publishAs([await draft(id)]))));
      const [a, b] = [await get("a"), await get("b")];
      const publicationId = randomUUID();
      const same = await Promise.all([1, 2, 3].map(() => publishAs([a], { publicationId })));
      expect(same.map((each) => valueOf(each).publicationId)).toEqual([publicationId, publicationId, publicationId]);
      const other = randomUUID();
      const ofTwo = await Promise.all([a, b].map((of) => publishAs([of], { publicationId: other })));
      expect(ofTwo.map((each) => (each.ok ? "ok" : failureOf(each).code)).sort()).toEqual([
        "idempotency-key-reused",
        "ok",
      ]);
      const [counted] = await tables().query("select count(*)::int as n from publications where website_id = $1", [
        websiteId,
      ]);
      expect(counted!.n).toBe(4);
    });

    test("that is changed between being read and being decided is not published as it was read", async () => {
      const { draft, save, website, websiteId, actor, get } = await createNewsroom(tables());
      const { context } = tables();
      const of = await draft("a", { type: "post" });
      const once: typeof context.database.once = async (work) => {
        await save(of, { title: "Meanwhile" });
        return context.database.once(work);
      };
      const input = {
        websiteId,
        actor,
        audit: null,
        publicationId: randomUUID(),
        unpublish: [],
        dueAt: null,
        message: "",
      };
      const publish = [{ documentId: "a", version: of.version }];
      const late = { ...context, database: { ...context.database, once } };
      expect(failureOf(await contentVerbs.publish.run(late, { ...input, publish })).code).toBe("version-mismatch");
      expect(website.shown()).toEqual({});
      expect(await get("a")).toMatchObject({ state: "draft", version: 2 });
    });
  });
}
