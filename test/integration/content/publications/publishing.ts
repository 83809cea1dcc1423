import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createNewsroom, failureOf, inAnHour, valueOf } from "../publishing.ts";
import { termAt } from "../term-at.ts";
import type { TenantTables } from "../tenant-tables.ts";

/** Publishing, taking off and archiving what visitors get, as one change. */
export function testPublishing(tables: () => TenantTables): void {
  describe("publishing", () => {
    test("several documents is one change; each is dated, and what visitors get is noted", async () => {
      const { draft, publish, website, get, served } = await createNewsroom(tables());
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

    test("more together than one call takes to the website is refused, and nothing of it is decided", async () => {
      const { draft, save, publish, website, states } = await createNewsroom(tables());
      const text = { type: "text" as const, text: "word ".repeat(2_000) };
      const body = {
        type: "doc" as const,
        content: Array.from({ length: 95 }, () => ({ type: "paragraph" as const, content: [text] })),
      };
      const ids = Array.from({ length: 9 }, (_, index) => `long-${index}`);
      for (const id of ids) await save(await draft(id), { body });
      for (const dueAt of [null, inAnHour()]) {
        expect(failureOf(await publish(ids, { dueAt })).code).toBe("payload-too-large");
      }
      expect(new Set(Object.values(await states()))).toEqual(new Set(["draft"]));
      valueOf(await publish(ids.slice(0, 8)));
      expect(Object.keys(website.shown())).toHaveLength(8);
    });

    test("twice under one id is once, also at the same time; the id is not another publication's", async () => {
      const { draft, publish, publishAs, website } = await createNewsroom(tables());
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
      const { draft, publish, website, get, save } = await createNewsroom(tables());
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
      const { draft, publish, website, websiteId, get, save, change, states } = await createNewsroom(tables());
      const old = await draft("old");
      await draft("trashed");
      await draft("archived");
      await draft("fine");
      await save(await get("old"), { title: "newer" });
      await tables().query(
        "update documents set trashed_at = now() where website_id = $1 and document_id = 'trashed'",
        [websiteId],
      );
      valueOf(await change("archived", "archive"));
      const before = await states();
      const input = { websiteId, actor: old.createdBy, audit: null, unpublish: [], dueAt: null, message: "" };
      const stale = await tables().run("publish", {
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
      const nobody = await tables().run("publish", {
        ...{ ...input, publicationId: randomUUID() },
        publish: [{ documentId: "nobody", version: 1 }],
      });
      expect(failureOf(nobody).code).toBe("document-not-found");
      expect([await states(), website.deployments()]).toEqual([before, []]);
    });

    test("to the path of another document that is served is refused before the website is asked", async () => {
      const { draft, publish, save, get, website } = await createNewsroom(tables());
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
      const { draft, publish, website, change, states, get } = await createNewsroom(tables());
      await website.records({ put: [{ kind: "term", value: termAt("/taken") }] });
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
      const { draft, publish, website, get } = await createNewsroom(tables());
      await draft("a");
      valueOf(await publish(["a"]));
      valueOf(await publish([], { unpublish: ["a"] }));
      expect([website.shown(), await get("a")]).toMatchObject([{}, { state: "unpublished", servedVersion: null }]);
      valueOf(await publish(["a"]));
      expect(website.shown()).toEqual({ "/a": "a" });
    });

    test("is put away, which takes it off, and taken out again as a draft", async () => {
      const { draft, publish, website, change, get } = await createNewsroom(tables());
      await draft("a");
      valueOf(await publish(["a"]));
      valueOf(await change("a", "archive"));
      expect([website.shown(), await get("a")]).toMatchObject([{}, { state: "archived", servedVersion: null }]);
      expect(valueOf(await change("a", "archive")).state).toBe("archived");
      expect(failureOf(await change("a", "submit")).code).toBe("invalid-document-state");
      expect(valueOf(await change("a", "unarchive")).state).toBe("draft");
    });
  });
}
