import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, failureOf, hourMs, inAnHour, valueOf } from "../publishing.ts";
import type { TenantTables } from "../tenant-tables.ts";

/** What is put into the trash goes from the website too. */
export function testTrashing(tables: () => TenantTables): void {
  describe("a document that is put into the trash", () => {
    test("visitors get no longer, as one change; taken out again it is a draft", async () => {
      const { draft, publish, website, trash, untrash, get } = await createNewsroom(tables());
      await draft("a");
      valueOf(await publish(["a"]));
      expect(failureOf(await trash("a", { mayPublish: false })).code).toBe("forbidden");
      expect(website.shown()).toEqual({ "/a": "a" });
      expect(valueOf(await trash("a"))).toMatchObject({ state: "draft", servedVersion: null, servedPath: null });
      expect(website.shown()).toEqual({});
      expect(valueOf(await untrash("a"))).toMatchObject({ state: "draft", trashedAt: null });
      await syncWebsite(tables().context, website.websiteId);
      expect([website.shown(), (await get("a")).state]).toEqual([{}, "draft"]);
    });

    test("leaves its schedule; several go as one change, and whoever may not publish moves only what is not shown", async () => {
      const { draft, publish, website, websiteId, actor, get } = await createNewsroom(tables());
      for (const id of ["a", "b", "planned", "draft"]) await draft(id);
      valueOf(await publish(["a", "b"]));
      valueOf(await publish(["planned"], { dueAt: inAnHour() }));
      const documentIds = ["draft", "planned", "b", "a"];
      const bulk = async (mayPublish: boolean) => {
        const by = { websiteId, actor, audit: null, mayPublish, publicationId: randomUUID() };
        const done = await tables().run("bulkDocuments", { ...by, documentIds, operation: { kind: "trash" } });
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
      const { draft, publish, website, reach, trash, erase } = await createNewsroom(tables());
      for (const id of ["a", "b"]) await draft(id);
      valueOf(await publish(["a", "b"]));
      reach(false);
      expect(valueOf(await trash("a"))).toMatchObject({ trashedAt: expect.anything(), servedVersion: 1 });
      valueOf(await trash("b"));
      valueOf(await erase("b"));
      reach(true);
      await deliverAll(tables().context);
      expect(website.shown()).toEqual({});
    });
  });
}
