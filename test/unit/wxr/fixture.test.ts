import { describe, expect, test } from "vitest";
import { digestOf } from "#domain/digest/index.ts";
import { contentRecordSchema } from "#domain/content/index.ts";
import { convert, documentOf, nodesOfType, readFixture, textOfBody, typesOf, valuesOf } from "./convert.ts";

const file = await readFixture();
const converted = file === null ? null : await convert(file);

describe.skipIf(converted === null)("the theme unit test export", () => {
  const all = converted!;
  const id = (oldId: number) => documentOf(all, oldId).documentId;

  test("gives all its records, every one valid", () => {
    const counts: Record<string, number> = {};
    for (const { kind } of all.records) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual({ author: 2, term: 188, redirect: 376, document: 72, comment: 32, media: 38, menu: 6 });
    expect(all.records.filter((record) => !contentRecordSchema.safeParse(record).success)).toEqual([]);
    expect(all.lines.filter(({ outcome }) => outcome === "left-out").map(({ kind }) => kind)).toEqual(["site"]);
  });

  test("is the same whenever and however it is read", async () => {
    const again = await convert(file!, { chunk: 4_099 });
    expect(digestOf(again.batches)).toBe(digestOf(all.batches));
    expect(again.lines).toEqual(all.lines);
  });

  test("goes on where an import was interrupted", async () => {
    const rest = await convert(file!, { options: { batchesToSkip: 1 } });
    expect(rest.batches).toEqual(all.batches.slice(1));
  });

  test("keeps statuses, passwords, stickiness, excerpts and paths", () => {
    expect(documentOf(all, 1153)).toMatchObject({ status: "scheduled", publishedAt: "2030-01-01T19:00:18Z" });
    expect(documentOf(all, 1164)).toMatchObject({ status: "draft", path: "/post-1164" });
    expect(documentOf(all, 1168).password?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(documentOf(all, 1241)).toMatchObject({ sticky: true, path: "/2012/01/07/template-sticky" });
    expect(documentOf(all, 993).excerpt).toContain("user-defined post excerpt");
    expect(documentOf(all, 1813).path).toBe("/greek/επίπεδο-2/επίπεδο-3");
  });

  test("keeps titles as text: none, long, with markup, with every character", () => {
    expect(documentOf(all, 1169).title).toBe("");
    expect(documentOf(all, 1173).title).toBe("Markup: Title With Markup");
    expect(documentOf(all, 1174).title).toContain("~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>");
    expect(documentOf(all, 1175).title.length).toBeGreaterThan(80);
  });

  test("nests pages and comments", () => {
    expect(documentOf(all, 172).parentId).toBe(id(173));
    expect(documentOf(all, 173).parentId).toBe(id(174));
    const comments = valuesOf(all, "comment").filter(({ documentId }) => documentId === id(1148));
    expect(comments).toHaveLength(20);
    const depth = (commentId: string | null): number =>
      commentId === null ? 0 : 1 + depth(comments.find((comment) => comment.commentId === commentId)!.parentId);
    expect(Math.max(...comments.map(({ commentId }) => depth(commentId)))).toBeGreaterThan(5);
    expect(valuesOf(all, "comment").map(({ type }) => type)).toContain("pingback");
  });

  test("makes pages, beginnings and pictures of what WordPress marks", () => {
    expect(nodesOfType(documentOf(all, 1171), "pageBreak").length).toBeGreaterThan(0);
    expect(typesOf(documentOf(all, 996))).toEqual(["paragraph", "paragraph", "readMore", "paragraph"]);
    expect(typesOf(documentOf(all, 501)).slice(2)).toEqual(["image", "pageBreak", "paragraph"]);
    expect(documentOf(all, 1011).imageId).toMatch(/^wp-/);
  });

  test("makes galleries of shortcodes and blocks, with their columns", () => {
    const galleries = nodesOfType(documentOf(all, 555), "gallery");
    expect(galleries.map(({ attrs }) => attrs.columns)).toEqual([3, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
    expect(new Set(galleries.map(({ content }) => content.length))).toEqual(new Set([24]));
    expect(nodesOfType(documentOf(all, 1031), "gallery")[0]?.content).toHaveLength(6);
    expect(nodesOfType(documentOf(all, 1752), "gallery").length).toBeGreaterThan(3);
  });

  test("keeps tables, lists, quotes, code and definitions", () => {
    const markup = documentOf(all, 1178);
    expect(nodesOfType(markup, "table")[0]?.content.map(({ content }) => content.length)).toEqual([3, 3, 3, 3, 3]);
    expect(nodesOfType(markup, "orderedList").map(({ attrs }) => attrs)).toEqual([
      { start: 8 },
      undefined,
      { reversed: true },
    ]);
    expect(nodesOfType(markup, "definitionList")[0]?.content).toHaveLength(8);
    expect(nodesOfType(documentOf(all, 1749), "blockquote").map(({ attrs }) => attrs?.variant)).toEqual([
      undefined,
      undefined,
      undefined,
      "pull",
      "pull",
    ]);
    const code = nodesOfType(documentOf(all, 1732), "codeBlock")[0]?.content?.[0]?.text;
    expect(code).toContain("<!-- wp:code -->\n<?php echo 'Hello World'; ?>");
  });

  test("keeps alignment of text, pictures and covers", () => {
    const aligned = nodesOfType(documentOf(all, 1176), "paragraph").map(({ attrs }) => attrs?.textAlign);
    expect(aligned).toEqual([undefined, "left", "center", "right", "justify"]);
    const pictures = nodesOfType(documentOf(all, 1177), "image").map(({ attrs }) => attrs.align);
    expect(pictures.slice(0, 5)).toEqual(["center", "left", undefined, "center", "right"]);
    expect(nodesOfType(documentOf(all, 1745), "cover")[0]?.attrs).toMatchObject({ align: "left" });
  });

  test("makes embeds of addresses, by line and by block", () => {
    const provider = (oldId: number) => nodesOfType(documentOf(all, oldId), "embed").map(({ attrs }) => attrs.provider);
    expect(provider(1161)).toEqual(["YouTube"]);
    expect(provider(582)).toEqual(["WordPress.tv"]);
    expect(provider(1738)).toEqual(["Twitter", "YouTube", "Facebook", "Instagram", "WordPress.tv"]);
    expect(nodesOfType(documentOf(all, 587), "audio")).toHaveLength(1);
  });

  test("keeps what WordPress fills by itself inert, and says so", () => {
    const names = nodesOfType(documentOf(all, 1736), "fallback").map(({ attrs }) => attrs.name);
    expect([...new Set(names)].sort()).toEqual([
      "core/archives",
      "core/calendar",
      "core/categories",
      "core/latest-comments",
      "core/latest-posts",
      "core/rss",
      "core/search",
      "core/tag-cloud",
    ]);
  });

  test("leads old addresses and links on the site to the pages", () => {
    const redirects = new Map(valuesOf(all, "redirect").map(({ from, to }) => [from, to]));
    expect(redirects.get("/?p=1241")).toEqual({ kind: "document", documentId: id(1241) });
    expect(redirects.get("/?page_id=2")).toEqual({ kind: "document", documentId: id(2) });
    expect(redirects.get("/2010/09/10/post-format-gallery/canola2")).toMatchObject({ kind: "media" });
    const links = nodesOfType(documentOf(all, 1734), "buttons").flatMap(({ content }) =>
      content.map(({ attrs }) => attrs.href),
    );
    expect(links).toContain("/2018/11/02/block-button");
  });

  test("makes trees of menus and guesses their places", () => {
    const menus = valuesOf(all, "menu");
    expect(menus.map(({ name, location }) => [name, location])).toContainEqual(["Social menu", "social"]);
    expect(menus.filter(({ location }) => location === "primary")).toHaveLength(1);
    expect(menus.find(({ name }) => name === "Empty Menu")?.items).toEqual([]);
    const depth = (items: (typeof menus)[number]["items"]): number =>
      items.length === 0 ? 0 : 1 + Math.max(...items.map(({ children }) => depth(children)));
    expect(depth(menus.find(({ name }) => name === "Testing Menu")!.items)).toBe(6);
  });

  test("holds nobody's e-mail or machine's address", () => {
    const records = JSON.stringify(all.records.filter(({ kind }) => kind === "comment" || kind === "author"));
    expect(records).not.toMatch(/@(?:gmail|automattic)/);
    expect(records).not.toMatch(/\b\d{1,3}(?:\.\d{1,3}){3}\b/);
    expect(textOfBody(documentOf(all, 1168))).toContain("until the password is entered");
  });

  test("cut off anywhere it is refused as a whole, with the line", async () => {
    for (let part = 1; part < 50; part += 1) {
      const end = Math.floor((file!.length * part) / 50);
      const given: unknown[] = [];
      const cutOff = convert(file!.subarray(0, end)).then((result) => given.push(...result.records));
      await expect(cutOff).rejects.toMatchObject({ code: "cut-off", message: expect.stringMatching(/^Line \d+/) });
      expect(given).toEqual([]);
    }
  });
});
