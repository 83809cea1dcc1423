import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newDocumentSchema } from "#domain/editing/index.ts";
import { deliverAll } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, hourMs, inAnHour, valueOf } from "../publishing.ts";
import type { TenantTables } from "../tenant-tables.ts";

/** Publications and whatever goes on at the same time. */
export function testMeanwhile(tables: () => TenantTables): void {
  test("publishing, changing several and moving a whole folder at the same time never wait for one another in a circle", async () => {
    const { draft, publish, website, websiteId, actor, get } = await createNewsroom(tables());
    const top = await draft("z-top", { path: "/top" });
    const ids = ["a", "b", "c", "d", "e", "f"];
    for (const documentId of ids) {
      const document = newDocumentSchema.parse({
        ...{ documentId, type: "page", title: documentId, path: `/top/${documentId}`, parentId: "z-top" },
        body: { type: "doc", content: [] },
      });
      valueOf(await tables().run("createDocument", { websiteId, actor, document: { ...document, documentId } }));
    }
    const all = ["z-top", ...ids.toReversed()];
    const bulk = (termId: string) =>
      tables().run("bulkDocuments", {
        ...{ websiteId, actor, audit: null, mayPublish: true, publicationId: randomUUID(), documentIds: all },
        operation: { kind: "add-terms", termIds: [termId] },
      });
    let { version } = top;
    for (let round = 0; round < 6; round += 1) {
      const move = async () => {
        const changes = { path: `/top-${round}` };
        const input = { websiteId, actor, documentId: "z-top", ifVersion: version, changes, autosave: false };
        return tables().run("saveDocument", input);
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
      const { draft, publish, website, get, save, reach, publication } = await createNewsroom(tables());
      await draft("a", { title: "One" });
      reach(false);
      const first = valueOf(await publish(["a"]));
      await save(await get("a"), { title: "Two" });
      const second = valueOf(await publish(["a"]));
      expect([first.state, second.state]).toEqual(["waiting", "waiting"]);
      await expect(deliverAll(tables().context)).rejects.toThrow("could not be told");
      reach(true);
      await deliverAll(tables().context);
      expect(website.shown()).toEqual({ "/a": "Two" });
      expect(website.deployments()).toHaveLength(2);
      expect([(await publication(first.publicationId)).state, (await publication(second.publicationId)).state]).toEqual(
        ["placed", "placed"],
      );
      expect(await get("a")).toMatchObject({ state: "published", hasUnpublishedChanges: false });
      await deliverAll(tables().context);
      expect(website.deployments()).toHaveLength(2);
    });

    test("a schedule that is taken back before it arrived never comes due", async () => {
      const { draft, publish, website, cancel, reach } = await createNewsroom(tables());
      await draft("a");
      reach(false);
      const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
      expect(valueOf(await cancel(publicationId)).state).toBe("withdrawing");
      reach(true);
      await deliverAll(tables().context);
      website.setClock(2 * hourMs);
      await website.publishDue();
      expect(website.shown()).toEqual({});
    });
  });
}
