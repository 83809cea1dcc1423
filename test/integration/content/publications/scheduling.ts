import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, failureOf, hourMs, inAnHour, valueOf } from "../publishing.ts";
import { termAt } from "../term-at.ts";
import type { TenantTables } from "../tenant-tables.ts";

/** What is scheduled is placed at its time, as it was. */
export function testScheduling(tables: () => TenantTables): void {
  describe("a scheduled document", () => {
    test("is placed as it was when it was scheduled, whatever is saved later", async () => {
      const { draft, publish, website, get, save, publication } = await createNewsroom(tables());
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
      const { draft, publish, website, get, cancel } = await createNewsroom(tables());
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
      const { draft, publish, website, get, save, reschedule, publication } = await createNewsroom(tables());
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

    test("that is published at once, or scheduled anew, says what of it was scheduled and is not done any more", async () => {
      const { draft, publish, publication } = await createNewsroom(tables());
      await draft("a");
      await draft("b");
      const of = (documents: readonly { documentId: string; replaced?: unknown }[]) =>
        Object.fromEntries(documents.map(({ documentId, replaced }) => [documentId, replaced]));
      expect(of(valueOf(await publish(["a", "b"])).documents)).toEqual({ a: undefined, b: undefined });
      const dueAt = inAnHour();
      valueOf(await publish(["a"], { dueAt }));
      const { publicationId, documents } = valueOf(await publish(["a", "b"]));
      expect(of(documents)).toEqual({ a: [{ version: 1, dueAt }], b: undefined });
      expect(of((await publication(publicationId)).documents)).toEqual(of(documents));
    });

    test("that is published at once leaves its schedule; those scheduled with it stay for their time", async () => {
      const { draft, publish, website, get, save } = await createNewsroom(tables());
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
      const { draft, publish, website, get, save } = await createNewsroom(tables());
      await website.records({ put: [{ kind: "term", value: termAt("/taken") }] });
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
      await syncWebsite(tables().context, website.websiteId);
      expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, hasUnpublishedChanges: true });
    });

    test("of which visitors have an earlier version keeps that until it is due", async () => {
      const { draft, publish, website, get, save } = await createNewsroom(tables());
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
}
