import { describe, expect, test } from "vitest";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { hourMs, inAnHour, valueOf } from "../publishing.ts";
import { termAt } from "../term-at.ts";
import type { TenantTables } from "../tenant-tables.ts";
import { createSynced, page } from "./synced.ts";

/** The tables agree with what is served, whatever is published, scheduled or rolled back meanwhile. */
export function testAroundPublications(tables: () => TenantTables): void {
  describe("what publications and rollbacks leave shows in the editor:", () => {
    test("a rollback that brings back what the tables had before a publication of which they were told meanwhile", async () => {
      const { sync, get } = await createRolledBack(tables());
      await sync();
      expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, servedPath: "/a" });
    });

    test("that also where it was cut off after the tables were told how publications ended", async () => {
      const { website, sync, get } = await createRolledBack(tables());
      const getRecord = website.getRecord.bind(website);
      const cutOff: typeof getRecord = () => Promise.reject(new Error("cut off"));
      Object.assign(website, { getRecord: cutOff });
      await expect(sync()).rejects.toThrow("cut off");
      Object.assign(website, { getRecord });
      await sync();
      expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, servedPath: "/a" });
    });

    test("what was published while it was scheduled anew", async () => {
      const { website, sync, draft, publish, get, reach } = await createSynced(tables());
      await draft("a");
      reach(false);
      valueOf(await publish(["a"]));
      valueOf(await publish(["a"], { dueAt: inAnHour() }));
      reach(true);
      // It is placed, and noted how it ended, while the content is read.
      const contentSince = website.contentSince.bind(website);
      const meanwhile: typeof contentSince = async (input) => {
        Object.assign(website, { contentSince });
        await deliverAll(tables().context);
        return contentSince(input);
      };
      Object.assign(website, { contentSince: meanwhile });
      for (let time = 0; time < 2; time++) await sync();
      expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, servedPath: "/a" });
    });

    test("also what changes while a publication of it is on its way that the website then refuses", async () => {
      const { website, websiteId, actor, sync, draft, publish, get, save, reach } = await createSynced(tables());
      const term = termAt("/x");
      await website.records({ put: [{ kind: "term", value: term }] });
      await draft("a");
      valueOf(await publish(["a"]));
      await sync();
      await save(await get("a"), { path: "/later" });
      reach(false);
      valueOf(await publish(["a"]));
      const of = { websiteId, kind: "term", id: "t" } as const;
      const record = { kind: "term", value: { ...term, path: "/elsewhere" } } as const;
      valueOf(await tables().run("saveRecord", { ...of, actor, record, ifVersion: 1 }));
      reach(true);
      // Both paths are taken where they are served, and the term has another name there.
      await website.change({ put: [page("b", "B", { path: "/later" }), page("c", "C", { path: "/elsewhere" })] });
      await website.records({ put: [{ kind: "term", value: { ...term, name: "Theirs" } }] });
      await sync();
      await deliverAll(tables().context);
      await sync();
      expect(await get("a")).toMatchObject({ state: "published", servedPath: "/a", document: { path: "/later" } });
      expect(valueOf(await tables().run("getRecord", of))).toMatchObject({
        isServed: true,
        record: { value: { name: "Theirs", path: "/x" } },
      });
    });

    test("that also where it is refused while the content is read", async () => {
      const { website, websiteId, actor, sync, reach } = await createSynced(tables());
      const term = termAt("/x");
      await website.records({ put: [{ kind: "term", value: term }] });
      await sync();
      reach(false);
      const of = { websiteId, kind: "term", id: "t" } as const;
      const record = { kind: "term", value: { ...term, path: "/elsewhere" } } as const;
      valueOf(await tables().run("saveRecord", { ...of, actor, record, ifVersion: 1 }));
      reach(true);
      await website.change({ put: [page("c", "C", { path: "/elsewhere" })] });
      await website.records({ put: [{ kind: "term", value: { ...term, name: "Theirs" } }] });
      const { turn } = tables().context;
      let turns = 0;
      const meanwhile: typeof turn = async (name, work) => {
        const done = await turn(name, work);
        // The content is in the tables, and it is not noted yet how far they have come.
        if (name.startsWith("the tables") && (turns += 1) === 1) await deliverAll(tables().context);
        return done;
      };
      await syncWebsite({ ...tables().context, turn: meanwhile }, websiteId);
      expect(valueOf(await tables().run("getRecord", of))).toMatchObject({
        isServed: true,
        record: { value: { name: "Theirs", path: "/x" } },
      });
    });

    test("a scheduled publication that came due, with where its documents stand", async () => {
      const { website, sync, draft, publish, publication, get } = await createSynced(tables());
      await draft("a");
      await draft("b");
      const first = valueOf(await publish(["a"], { dueAt: inAnHour() }));
      const second = valueOf(await publish(["b"], { dueAt: inAnHour() }));
      website.setClock(hourMs + 1_000);
      await website.publishDue();
      await sync();
      const [one, two] = [await publication(first.publicationId), await publication(second.publicationId)];
      expect([one.state, two.state, one.deploymentId]).toEqual(["placed", "placed", two.deploymentId]);
      expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, scheduledAt: null });
    });

    test("a scheduled publication that was refused leaves its document as a draft, with the reason", async () => {
      const { website, sync, draft, publish, publication, get } = await createSynced(tables());
      await draft("a", { path: "/here" });
      const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
      await website.change({ put: [page("other", "Other", { path: "/here" })] });
      website.setClock(hourMs + 1_000);
      await website.publishDue();
      await sync();
      expect(await publication(publicationId)).toMatchObject({ state: "failed", failure: { code: "invalid-record" } });
      expect(await get("a")).toMatchObject({ state: "draft", servedVersion: null });
    });
  });

  test("a publication and a change where it is served race, again and again: in the end the tables tell what is served", async () => {
    const { website, sync, draft, publish, save, get, served } = await createSynced(tables());
    await draft("a", { title: "0" });
    await draft("b", { title: "0" });
    valueOf(await publish(["a", "b"]));
    for (let round = 1; round <= 10; round++) {
      await save(await get("a"), { title: `mine ${round}` });
      await Promise.all([
        publish(["a"]),
        website.change({ put: [page("b", `theirs ${round}`)] }).catch(() => undefined),
        sync(),
        sync(),
      ]);
    }
    await sync();
    expect(website.shown()).toEqual({ "/a": "mine 10", "/b": expect.stringMatching(/^theirs/) });
    expect(await served()).toEqual(website.shown());
  });
}

/** A website whose one document was taken off, and is served again by a rollback that the tables have not been told of. */
async function createRolledBack(tables: TenantTables) {
  const synced = await createSynced(tables);
  const { website, sync, draft, publish } = synced;
  await draft("a");
  valueOf(await publish(["a"]));
  await sync();
  const { deploymentId } = valueOf(await publish([], { unpublish: ["a"] }));
  await website.rollBack(deploymentId!);
  return synced;
}
