import { describe, expect, test } from "vitest";
import type { DocumentPage, PageData } from "#domain/contracts/index.ts";
import {
  authorRecord,
  commentRecord,
  datedPosts,
  documentRecord,
  paragraphs,
  password,
  termRecord,
} from "./content-fixtures.ts";
import { siteWith } from "./pages-of-site.ts";
import { recordOf, valueOf } from "./site.ts";

describe("a document's page", () => {
  test("has all that is shown beside it", async () => {
    const media = recordOf("media", { mediaId: "m", fileName: "m.png", contentType: "image/png", digest: null });
    const plain = [media, authorRecord("ann"), termRecord("bread"), termRecord("unused")];
    const [before, , after] = datedPosts(3);
    const dated = { publishedAt: "2024-01-02T12:00:00Z" };
    const { document } = await siteWith([
      ...plain,
      before!,
      documentRecord("p2", { ...dated, termIds: ["bread", "gone"], authorIds: ["ann"], imageId: "m" }),
      after!,
      commentRecord("c1", "p2", { createdAt: "2024-05-02T10:00:00Z" }),
      commentRecord("c2", "p2"),
      commentRecord("c3", "p2", { status: "pending" }),
    ]);
    const page = await document("/p2");
    expect(page).toMatchObject({
      kind: "document",
      previous: { path: "/p1", title: "p1" },
      next: { path: "/p3", title: "p3" },
      commentCount: 2,
      bodyPage: 1,
    });
    expect(page.terms.map(({ termId }) => termId)).toEqual(["bread"]);
    expect(page.authors.map(({ authorId }) => authorId)).toEqual(["ann"]);
    expect(Object.keys(page.media)).toEqual(["m"]);
    expect(page.comments.map(({ commentId }) => commentId)).toEqual(["c2", "c1"]);
    expect([(await document("/p1")).previous, (await document("/p3")).next]).toEqual([null, null]);
  });

  test("has its published ancestors and children, also where documents are their own ancestors", async () => {
    const page = (id: string, given: object) => documentRecord(id, { type: "page", ...given });
    const { document } = await siteWith([
      page("top", { parentId: "low" }),
      page("middle", { parentId: "top" }),
      page("low", { parentId: "middle", order: 2 }),
      page("b", { parentId: "middle", order: 1 }),
      page("A", { parentId: "middle", order: 1 }),
      page("draft", { parentId: "middle", status: "draft" }),
      page("self", { parentId: "self" }),
    ]);
    const { ancestors, children } = await document("/middle");
    expect(ancestors.map(({ path }) => path)).toEqual(["/low", "/top"]);
    expect(children.map(({ path }) => path)).toEqual(["/A", "/b", "/low"]);
    expect(await document("/self")).toMatchObject({ ancestors: [], children: [] });
  });

  test("is cut at its page breaks, and there is no page beyond the last", async () => {
    const breaks = { type: "pageBreak" as const };
    const body = {
      type: "doc" as const,
      // Pages without a block are none: two breaks in a row, and one at the end.
      content: [...paragraphs("one").content, breaks, breaks, ...paragraphs("two").content, breaks],
    };
    const { document, page } = await siteWith([documentRecord("long"), documentRecord("cut", { body })]);
    expect((await document("/cut/page/2")).bodyPage).toBe(2);
    expect(await page("/cut/page/1")).toEqual({ kind: "redirect", location: "/cut", permanent: true });
    for (const path of ["/cut/page/3", "/cut/page/0", "/cut/page/02", "/long/page/2", "/page/x"]) {
      expect((await page(path)).kind).toBe("not-found");
    }
  });

  test("shows nothing that is not published", async () => {
    const statuses = ["draft", "review", "scheduled", "private", "trashed"] as const;
    const { page, ids } = await siteWith(statuses.map((status) => documentRecord(status, { status, sticky: true })));
    for (const status of statuses) expect((await page(`/${status}`)).kind).toBe("not-found");
    expect(await ids("/")).toEqual([]);
  });
});

describe("lists", () => {
  test("show the newest first, a page at a time, to the last one", async () => {
    const { ids, list, page } = await siteWith(datedPosts(7), { postsPerPage: 3 });
    expect([await ids("/"), await ids("/page/2"), await ids("/page/3")]).toEqual([
      ["p7", "p6", "p5"],
      ["p4", "p3", "p2"],
      ["p1"],
    ]);
    expect((await list("/page/2")).pagination).toEqual({ page: 2, pages: 3, total: 7, path: "/" });
    expect(await ids("/page/4")).toBe("not-found");
    expect(await page("/page/1")).toMatchObject({ kind: "redirect", location: "/" });
  });

  test("put sticky posts first on the front list's first page alone", async () => {
    const sticky = [documentRecord("s1", { sticky: true, publishedAt: "2023-01-01T00:00:00Z" })];
    const { ids } = await siteWith([...datedPosts(3), ...sticky], { postsPerPage: 2 });
    expect([await ids("/"), await ids("/page/2")]).toEqual([
      ["s1", "p3", "p2"],
      ["p1", "s1"],
    ]);
  });

  test("of terms, authors and dates hold what belongs there", async () => {
    const { ids, list } = await siteWith(
      [
        termRecord("bread"),
        termRecord("rye", { parentId: "bread" }),
        authorRecord("ann"),
        documentRecord("a", { publishedAt: "2012-02-29T23:30:00Z", termIds: ["rye", "rye"], authorIds: ["ann"] }),
        documentRecord("b", { publishedAt: "2012-03-07T10:00:00Z", termIds: ["bread"] }),
        documentRecord("page", { type: "page", publishedAt: "2012-03-07T10:00:00Z", authorIds: ["ann"] }),
        documentRecord("y", { path: "/2013", publishedAt: "2013-01-01T10:00:00Z" }),
      ],
      { timeZone: "Europe/Vienna" },
    );
    expect([await ids("/category/bread"), await ids("/category/rye"), await ids("/author/ann")]).toEqual([
      ["b"],
      ["a"],
      ["a"],
    ]);
    expect(await ids("/2012")).toEqual(["b", "a"]);
    expect([await ids("/2012/02"), await ids("/2012/03"), await ids("/2012/03/01")]).toEqual([
      "not-found",
      ["b", "a"],
      ["a"],
    ]);
    expect([await ids("/2013"), await ids("/2013/01/01"), await ids("/2012/02/30")]).toEqual([
      "document",
      ["y"],
      "not-found",
    ]);
    expect((await list("/category/rye")).subject).toMatchObject({
      ancestors: [{ path: "/category/bread", title: "bread" }],
    });
    expect((await list("/2012/03")).subject).toEqual({ kind: "date", year: 2012, month: 3, day: null });
  });

  test("tell nothing of a protected document's body", async () => {
    const secret = documentRecord("a", { password, body: paragraphs("secret words"), excerpt: "secret too" });
    const site = await siteWith([secret, documentRecord("b", { body: paragraphs("open words") }), termRecord("t")]);
    const items = (await site.list("/")).items;
    expect(items.map(({ isProtected, excerpt }) => [isProtected, excerpt])).toEqual([
      [false, "open words"],
      [true, ""],
    ]);
    const feed = valueOf(await site.stub.readFeed({ releaseId: site.releaseId, path: "/" }));
    expect(feed!.items.map(({ document }) => document.documentId)).toEqual(["b"]);
    const { entries } = valueOf(await site.stub.readSitemap({ releaseId: site.releaseId, part: 1 }));
    expect(entries.map(({ path }) => path)).toEqual(["/", "/b"]);
    expect(await site.ids("/search", "q=secret")).toEqual([]);
  });
});

describe("the front page", () => {
  test("lists posts, with the document there as its introduction", async () => {
    const { list } = await siteWith([documentRecord("home", { path: "/", type: "page" }), ...datedPosts(1)]);
    expect(await list("/")).toMatchObject({
      kind: "list",
      subject: { kind: "posts" },
      document: { documentId: "home" },
    });
  });

  test("is that document alone where the configuration says so, and posts are listed at their own path", async () => {
    const records = [documentRecord("home", { path: "/", type: "page" }), ...datedPosts(3)];
    const settings = { frontPage: "page" as const, postsPath: "/blog", postsPerPage: 2 };
    const { page, ids } = await siteWith(records, settings);
    expect(await page("/")).toMatchObject({ kind: "document", document: { documentId: "home" } });
    expect([await ids("/blog"), await ids("/blog/page/2"), await ids("/page/2")]).toEqual([
      ["p3", "p2"],
      ["p1"],
      "not-found",
    ]);
  });
});

describe("the frame", () => {
  const item = (target: object, children: object[] = [], label = "") => ({ label, target, children });

  test("holds menus by location, without what is not published or gone", async () => {
    const { page } = await siteWith([
      documentRecord("a", { type: "page", title: "About" }),
      documentRecord("draft", { status: "draft" }),
      termRecord("t"),
      recordOf("menu", {
        menuId: "m",
        name: "Main",
        location: "primary",
        items: [
          item({ kind: "document", documentId: "a" }, [item({ kind: "url", href: "#x" }, [], "X")]),
          item({ kind: "document", documentId: "draft" }, [item({ kind: "term", termId: "t" }, [], "T")]),
          item({ kind: "document", documentId: "gone" }),
        ],
      }),
      recordOf("menu", { menuId: "n", name: "Second", location: "primary" }),
      recordOf("menu", { menuId: "o", name: "Nowhere" }),
    ]);
    const { frame } = (await page("/nothing")) as Extract<PageData, { kind: "not-found" }>;
    expect(frame.menus).toEqual({
      primary: [
        { label: "About", href: "/a", children: [{ label: "X", href: "#x", children: [] }] },
        { label: "T", href: "/category/t", children: [] },
      ],
    });
  });

  test("has the pages at the top where there is no menu for them, and follows each publication", async () => {
    const of = (id: string, given: object) => documentRecord(id, { type: "page", ...given });
    const site = await siteWith([of("b", { order: 1 }), of("a", { order: 2 }), of("c", { parentId: "b" })]);
    const { frame } = await site.document("/a");
    expect(frame.menus).toEqual({
      primary: [
        { label: "b", href: "/b", children: [{ label: "c", href: "/c", children: [] }] },
        { label: "a", href: "/a", children: [] },
      ],
    });
    const { releaseId } = await site.publishRecords(of("b", { title: "New", order: 1 }));
    const after = valueOf(await site.stub.readPage({ releaseId, path: "/a" })) as DocumentPage;
    expect(after.frame.menus["primary"]![0]!.label).toBe("New");
    expect((await site.document("/a")).frame).toEqual(frame);
  });
});

describe("feeds and sitemaps", () => {
  test("a list's feed has its newest twenty documents whole; where no list is, is no feed", async () => {
    const { stub, releaseId } = await siteWith([
      ...datedPosts(25, { termIds: ["t"] }),
      termRecord("t"),
      authorRecord("ann"),
    ]);
    const feed = async (path: string) => valueOf(await stub.readFeed({ releaseId, path }));
    for (const path of ["/", "/category/t"]) {
      const ids = (await feed(path))!.items.map(({ document }) => document.documentId);
      expect([ids.length, ids[0], ids[19]]).toEqual([20, "p25", "p6"]);
    }
    expect((await feed("/author/ann"))!.items).toEqual([]);
    expect([await feed("/p1"), await feed("/nowhere")]).toEqual([null, null]);
  });

  test("a sitemap names what visitors are to find: no draft, nothing hidden, no term without documents", async () => {
    const noindex = { title: "", canonical: null, noindex: true, imageId: null };
    const { stub, releaseId } = await siteWith([
      documentRecord("a", { updatedAt: "2024-05-01T10:00:00.5Z", termIds: ["used"] }),
      documentRecord("b", { status: "draft" }),
      documentRecord("c", { seo: noindex }),
      termRecord("used"),
      termRecord("unused"),
      authorRecord("ann"),
    ]);
    const part = async (number: number) => valueOf(await stub.readSitemap({ releaseId, part: number }));
    expect(await part(1)).toEqual({
      entries: [
        { path: "/", updatedAt: null },
        { path: "/a", updatedAt: "2024-05-01T10:00:00.500Z" },
        { path: "/category/used", updatedAt: null },
      ],
      parts: 1,
    });
    expect((await part(2)).entries).toEqual([]);
  });
});
