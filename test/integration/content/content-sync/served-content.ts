import { describe, expect, test } from "vitest";
import { deliverAll } from "#durable-objects/tenant/content/index.ts";
import { valueOf } from "../publishing.ts";
import { termAt } from "../term-at.ts";
import type { TenantTables } from "../tenant-tables.ts";
import { createSynced, page } from "./synced.ts";

/** The tables are brought up to what is served, and nothing that somebody has written is lost. */
export function testServedContent(tables: () => TenantTables): void {
  describe("what changes where it is served shows in the editor:", () => {
    test("an import, with its drafts, each once", async () => {
      const { website, sync, get, states, kinds } = await createSynced(tables());
      await website.change({
        put: [
          page("a"),
          page("b", "B", { status: "draft" }),
          page("c", "C", { status: "review" }),
          page("d", "D", { status: "trashed" }),
        ],
      });
      for (let time = 0; time < 2; time++) await sync();
      expect(await states()).toEqual({ a: "published", b: "draft", c: "in-review", d: "draft" });
      expect(await get("a")).toMatchObject({ version: 1, servedVersion: 1, hasUnpublishedChanges: false });
      expect((await get("d")).trashedAt).not.toBeNull();
      expect(await kinds("a")).toEqual(["sync"]);
    });

    test("what an import brought as a draft and is deleted for good goes from the website too, and does not come back", async () => {
      const { website, websiteId, sync, trash, erase, reach } = await createSynced(tables());
      const of = { websiteId, documentId: "b" };
      await website.change({ put: [page("kept", "Kept", { status: "draft" }), page("b", "B", { status: "draft" })] });
      await sync();
      valueOf(await trash("b"));
      reach(false);
      valueOf(await erase("b"));
      reach(true);
      // Before the website is told it still has it.
      await sync();
      expect(await tables().run("getDocument", of)).toMatchObject({ failure: { code: "document-not-found" } });
      await deliverAll(tables().context);
      const { records } = valueOf(await website.contentSince({ since: null, until: null, cursor: null, limit: 10 }));
      expect(records.map(({ ref }) => ref.id)).toEqual(["kept"]);
      await sync();
      expect(await tables().run("getDocument", of)).toMatchObject({ failure: { code: "document-not-found" } });
    });

    test("paths longer than an index holds, which imports bring; nobody makes new ones", async () => {
      const { website, websiteId, actor, sync, get, draft, save } = await createSynced(tables());
      // Letters that no compression makes shorter, of three bytes each.
      const longPath = (seed: number) =>
        `/${Array.from({ length: 1_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((seed + n * n * 7_919) % 20_000))).join("")}`;
      await website.change({ put: [page("long", "Long", { path: longPath(1) }), page("short")] });
      await website.records({
        put: [
          { kind: "redirect", value: { from: longPath(2), to: { kind: "path", path: "/short" }, permanent: true } },
        ],
      });
      await sync();
      const long = await get("long");
      expect([long.document.path, (await get("short")).state]).toEqual([longPath(1), "published"]);
      expect((await save(long, { title: "Longer" })).version).toBe(2);
      const own = await draft("own");
      for (const path of [longPath(3), longPath(1)]) {
        const moved = {
          websiteId,
          documentId: "own",
          ifVersion: own.version,
          actor,
          changes: { path },
          autosave: false,
        };
        expect(await tables().run("saveDocument", moved)).toMatchObject({
          failure: { code: "invalid-record", facts: { field: "path" }, detail: expect.stringContaining("2000 bytes") },
        });
      }
    });

    test("a change, as a new version; a rollback, as the one before again, unless somebody has written in it since", async () => {
      const { website, sync, draft, publish, get, save, kinds } = await createSynced(tables());
      await draft("a", { title: "One" });
      valueOf(await publish(["a"]));
      const { deploymentId } = await website.change({ put: [page("a", "Two")], remove: [] });
      await sync();
      expect(await get("a")).toMatchObject({ version: 2, servedVersion: 2, document: { title: "Two" } });
      await website.rollBack(deploymentId);
      await sync();
      expect(await get("a")).toMatchObject({ version: 3, servedVersion: 3, document: { title: "One" } });
      const again = await website.change({ put: [page("a", "Two")] });
      await sync();
      expect(await get("a")).toMatchObject({ version: 4, servedVersion: 4, document: { title: "Two" } });
      await save(await get("a"), { title: "Mine" });
      await website.rollBack(again.deploymentId);
      for (let time = 0; time < 2; time++) await sync();
      expect(await get("a")).toMatchObject({ version: 5, servedVersion: 3, document: { title: "Mine" } });
      expect(await kinds("a")).toEqual(["save", "sync", "sync", "sync", "save"]);
    });

    test("never over what somebody has written: it becomes a version below", async () => {
      const { website, sync, draft, publish, get, save, kinds } = await createSynced(tables());
      await draft("a", { title: "One" });
      valueOf(await publish(["a"]));
      await save(await get("a"), { title: "Mine" });
      await website.change({ put: [page("a", "Theirs")] });
      await sync();
      const now = await get("a");
      expect(now).toMatchObject({
        servedVersion: 3,
        version: 4,
        hasUnpublishedChanges: true,
        document: { title: "Mine" },
      });
      expect(await kinds("a")).toEqual(["save", "save", "sync", "restore"]);
      const theirs = valueOf(
        await tables().run("getVersion", { websiteId: website.websiteId, documentId: "a", version: 3 }),
      );
      expect(theirs.document.title).toBe("Theirs");
    });

    test("what goes is unpublished, and stays to be edited; what comes back is published", async () => {
      const { website, sync, draft, publish, get } = await createSynced(tables());
      await draft("a");
      valueOf(await publish(["a"]));
      const { deploymentId } = await website.change({ remove: ["a"] });
      await sync();
      expect(await get("a")).toMatchObject({ state: "unpublished", servedVersion: null });
      await website.rollBack(deploymentId);
      await sync();
      expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1 });
    });

    test("terms and redirects too, with their history", async () => {
      const { website, websiteId, sync, draft, publish, get, save } = await createSynced(tables());
      const term = termAt("/x");
      await website.records({ put: [{ kind: "term", value: term }] });
      await draft("a");
      valueOf(await publish(["a"]));
      await save(await get("a"), { path: "/b" });
      valueOf(await publish(["a"]));
      await sync();
      await website.records({ put: [{ kind: "term", value: { ...term, name: "Y" } }] });
      await website.records({ delete: [{ kind: "redirect", id: "/a" }] });
      for (let time = 0; time < 2; time++) await sync();
      const rows = await tables().query(
        "select kind, record_id, version, trashed_at is null as here from records where website_id = $1 order by kind",
        [websiteId],
      );
      expect(rows).toEqual([
        { kind: "redirect", record_id: "/a", version: 2, here: false },
        { kind: "term", record_id: "t", version: 2, here: true },
      ]);
    });

    test("many documents by pages, and nothing at all where nothing has changed", async () => {
      const { website, sync, states, websiteId } = await createSynced(tables());
      const ids = Array.from({ length: 250 }, (_, index) => `d${String(index).padStart(3, "0")}`);
      await website.change({ put: ids.map((id) => page(id)) });
      await sync();
      expect(Object.keys(await states())).toEqual(ids);
      const before = await tables().query("select xmin from documents where website_id = $1", [websiteId]);
      await sync();
      expect(await tables().query("select xmin from documents where website_id = $1", [websiteId])).toEqual(before);
    });
  });
}
