import { describe, expect, test } from "vitest";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, failureOf, hourMs, inAnHour, inTwoHours, valueOf } from "../publishing.ts";
import { termAt } from "../term-at.ts";
import type { TenantTables } from "../tenant-tables.ts";

/** When a document goes by itself, whatever is published of it until then. */
export function testGoing(tables: () => TenantTables): void {
  /** A newsroom with the document `a`, that visitors get and that is to be taken off in two hours. */
  async function expiring() {
    const newsroom = await createNewsroom(tables());
    const { website, draft, publish } = newsroom;
    await draft("a", { title: "One" });
    valueOf(await publish(["a"]));
    const dueAt = inTwoHours();
    const { publicationId } = valueOf(await publish([], { unpublish: ["a"], dueAt }));
    const after = async (hours: number) => {
      website.setClock(hours * hourMs + 1_000);
      await website.publishDue();
      await syncWebsite(tables().context, website.websiteId);
    };
    return { ...newsroom, dueAt, expiryId: publicationId, after };
  }

  describe("a document that is to be taken off at a time", () => {
    test("goes then, though it was corrected, moved and published again", async () => {
      const { get, save, publish, website, dueAt, expiryId, after } = await expiring();
      const schedule = { publish: null, unpublish: { publicationId: expiryId, dueAt } };
      expect(await get("a")).toMatchObject({ state: "published", scheduledAt: null, schedule });
      await save(await get("a"), { title: "Two", path: "/moved" });
      const { documents } = valueOf(await publish(["a"]));
      expect(documents).toEqual([{ documentId: "a", version: 3, before: "published" }]);
      expect(await get("a")).toMatchObject({ state: "published", schedule });
      await after(1);
      expect(website.shown()).toEqual({ "/moved": "Two" });
      await after(2);
      const gone = { state: "unpublished", servedVersion: null, schedule: { publish: null, unpublish: null } };
      expect([website.shown(), await get("a")]).toMatchObject([{}, gone]);
    });

    test("may be scheduled to be published before, both with one document: each is taken back by itself", async () => {
      const { draft, publish, get, cancel, website, after } = await expiring();
      await draft("b");
      const first = valueOf(await publish(["b"], { dueAt: inAnHour() }));
      const last = valueOf(await publish([], { unpublish: ["b"], dueAt: inTwoHours() }));
      const { publicationId, dueAt } = last;
      expect(await get("b")).toMatchObject({
        ...{ state: "scheduled", scheduledVersion: 1 },
        schedule: {
          publish: { publicationId: first.publicationId, dueAt: first.dueAt, version: 1 },
          unpublish: { publicationId, dueAt },
        },
      });
      valueOf(await cancel(first.publicationId));
      expect(await get("b")).toMatchObject({ state: "draft", schedule: { publish: null, unpublish: { dueAt } } });
      valueOf(await publish(["b"], { dueAt: inAnHour() }));
      await after(1);
      expect([website.shown(), await get("b")]).toMatchObject([{ "/b": "b" }, { state: "published" }]);
      await after(2);
      expect([website.shown(), await get("b")]).toMatchObject([{}, { state: "unpublished", servedVersion: null }]);
    });

    test("and was to be published before, is off in the end where both came due while its website was down", async () => {
      const { draft, publish, website, get, after } = await expiring();
      await draft("b");
      valueOf(await publish(["b"], { dueAt: inAnHour() }));
      valueOf(await publish([], { unpublish: ["b"], dueAt: inTwoHours() }));
      await after(3);
      expect([website.shown(), await get("b")]).toMatchObject([{}, { state: "unpublished", servedVersion: null }]);
      expect(await get("b")).toMatchObject({ scheduledAt: null, schedule: { publish: null, unpublish: null } });
    });

    test("is not published only after that, however the times are changed", async () => {
      const { draft, publish, reschedule, get, expiryId, dueAt } = await expiring();
      const facts = { documentId: "a", publishAt: dueAt, unpublishAt: dueAt };
      expect(failureOf(await publish(["a"], { dueAt }))).toMatchObject({ code: "schedule-order", facts });
      const sooner = inAnHour();
      const { publicationId } = valueOf(await publish(["a"], { dueAt: sooner }));
      const before = await get("a");
      expect(failureOf(await reschedule(publicationId, dueAt)).code).toBe("schedule-order");
      expect(failureOf(await reschedule(expiryId, sooner)).code).toBe("schedule-order");
      expect(failureOf(await publish([], { unpublish: ["a"], dueAt: sooner })).code).toBe("schedule-order");
      expect(await get("a")).toEqual(before);
      await draft("b");
      expect(failureOf(await publish([], { unpublish: ["b"], dueAt })).code).toBe("invalid-document-state");
    });

    test("is taken off at once, or put into the trash, and then waits for nothing: the answer tells what is not done", async () => {
      const { draft, publish, trash, get, after, dueAt, website } = await expiring();
      await draft("b");
      valueOf(await publish(["b"]));
      for (const unpublish of [["a"], ["b"]]) valueOf(await publish([], { unpublish, dueAt }));
      const sooner = valueOf(await publish(["a"], { dueAt: inAnHour() }));
      const { documents } = valueOf(await publish([], { unpublish: ["a"] }));
      const replaced = [
        { version: 1, dueAt: sooner.dueAt },
        { version: null, dueAt },
      ];
      expect(documents).toMatchObject([{ documentId: "a", replaced }]);
      valueOf(await trash("b"));
      const nothing = { publish: null, unpublish: null };
      expect([await get("a"), await get("b")]).toMatchObject([{ schedule: nothing }, { schedule: nothing }]);
      valueOf(await publish(["a"]));
      await after(2);
      expect(website.shown()).toEqual({ "/a": "One" });
    });

    test("keeps what it waited for where the website refuses what was to take its place", async () => {
      const { save, get, publish, website, after, dueAt } = await expiring();
      valueOf(await publish(["a"], { dueAt: inAnHour() }));
      await website.records({ put: [{ kind: "term", value: termAt("/taken") }] });
      await save(await get("a"), { path: "/taken" });
      expect(failureOf(await publish(["a"])).code).toBe("invalid-record");
      expect(await get("a")).toMatchObject({ schedule: { publish: { version: 1 }, unpublish: { dueAt } } });
      await after(3);
      expect(website.shown()).toEqual({});
    });

    test("stays, published after it was due: what has not reached its website yet is not done to what came later", async () => {
      const { draft, publish, website, get, reach } = await expiring();
      await draft("b");
      valueOf(await publish(["b"]));
      reach(false);
      const soon = new Date(Date.now() - 1_000).toISOString();
      valueOf(await publish([], { unpublish: ["b"], dueAt: soon }));
      const { documents } = valueOf(await publish(["b"]));
      expect(documents).toMatchObject([{ documentId: "b", replaced: [{ version: null }] }]);
      reach(true);
      await deliverAll(tables().context);
      await website.publishDue();
      expect([website.shown()["/b"], await get("b")]).toMatchObject(["b", { state: "published", servedVersion: 1 }]);
    });

    test("and published at that very moment stands as its website has it, whichever is noted first", async () => {
      const { publish, website, websiteId, get, after } = await expiring();
      website.setClock(2 * hourMs + 1_000);
      // By the tables' clock it is still ahead, and the website is the first.
      await website.publishDue();
      valueOf(await publish(["a"]));
      const { context } = tables();
      const states: string[] = [];
      const { atomically } = context.database;
      const watching: typeof atomically = async (work) => {
        const done = await atomically(work);
        states.push((await get("a")).state);
        return done;
      };
      const database = { ...context.database, atomically: watching };
      await syncWebsite({ ...context, database }, websiteId);
      expect(new Set(states)).toEqual(new Set(["published"]));
      await after(3);
      expect([website.shown(), await get("a")]).toMatchObject([{ "/a": "One" }, { state: "published" }]);
    });
  });
}
