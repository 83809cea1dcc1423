import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ImportFault, importFormats } from "#control-plane/services/imports/index.ts";
import { convertFile, type ConvertedFile } from "#test/support/moving/convert-file.ts";
import { ghostExport, writeJson } from "#test/support/moving/ghost-export.ts";
import { nodesOfType, textOfBody, titled, typesOf, valuesOf } from "#test/support/moving/records-of.ts";

const sourceUrl = "https://hearth.example";
const bytes = new TextEncoder().encode("png");
const web = new Map(
  ["oven.png", "loaf.png", "one.png"].map((name) => [`${sourceUrl}/content/images/2023/04/${name}`, bytes] as const),
);
const converted: Promise<ConvertedFile> = convertFile("ghost", writeJson(ghostExport), { sourceUrl, web });
const linesOf = async (outcome: string) =>
  (await converted).lines.filter((line) => line.outcome === outcome).map(({ detail }) => detail);

describe("an export of Ghost", () => {
  test("becomes documents with their paths, tags, authors and what search engines are told", async () => {
    const { records } = await converted;
    const [tag] = valuesOf(records, "term");
    const [author] = valuesOf(records, "author");
    expect(titled(records, "Daily <bread>")).toMatchObject({
      documentId: "gh-post-64f0aaaaaaaaaaaaaaaaaaa1",
      type: "post",
      status: "published",
      path: "/daily-bread",
      excerpt: "What we bake",
      description: "All our bread",
      publishedAt: "2023-04-05T06:07:08.000Z",
      termIds: [tag!.termId],
      authorIds: [author!.authorId],
      seo: { title: "Bread, daily" },
    });
    expect(titled(records, "About")).toMatchObject({ type: "page", path: "/about" });
    expect(tag).toMatchObject({ taxonomy: "tag", slug: "baking", path: "/tag/baking", description: "With heat" });
    expect(author).toMatchObject({ name: "Ada Baker", path: "/author/ada", biography: "Bakes & writes" });
    expect(JSON.stringify(records)).not.toMatch(/secret\.example|\$2a/);
  });

  test("has its cards become blocks, and nothing in them runs", async () => {
    const { records } = await converted;
    const bread = titled(records, "Daily <bread>");
    expect(typesOf(bread)).toEqual([
      "paragraph",
      "image",
      "callout",
      "details",
      "buttons",
      "embed",
      "file",
      "gallery",
      "paragraph",
    ]);
    expect(JSON.stringify(bread.body)).not.toMatch(/javascript|onclick|<script/);
    const media = valuesOf(records, "media");
    const idOf = (name: string) => media.find(({ fileName }) => fileName === name)!.mediaId;
    expect(nodesOfType(bread, "image")[0]?.attrs).toMatchObject({ mediaId: idOf("oven.png"), alt: "The oven" });
    expect(nodesOfType(bread, "file")[0]?.attrs).toEqual({ mediaId: idOf("prices.pdf"), label: "Prices" });
    expect(nodesOfType(bread, "details")[0]?.attrs.summary).toBe("How long?");
    expect(nodesOfType(bread, "embed")[0]?.attrs).toMatchObject({ provider: "YouTube", title: "A film" });
    expect(bread.imageId).toBe(idOf("loaf.png"));
    expect(media.find(({ fileName }) => fileName === "loaf.png")).toMatchObject({
      alt: "A loaf",
      bytes: 3,
      unavailable: null,
    });
    expect(media.find(({ fileName }) => fileName === "two.png")).toMatchObject({
      digest: null,
      unavailable: "There is nothing there.",
    });
    const link = nodesOfType(bread, "text")
      .flatMap(({ marks }) => marks ?? [])
      .find(({ type }) => type === "link");
    expect(link).toMatchObject({ attrs: { href: "/about" } });
    expect(valuesOf(records, "redirect")).toContainEqual({
      from: "/content/images/2023/04/oven.png",
      to: { kind: "media", mediaId: idOf("oven.png") },
      permanent: true,
    });
  });

  test("is read where only its editor's source is left: Lexical and Mobiledoc", async () => {
    const { records } = await converted;
    const about = titled(records, "About");
    expect(typesOf(about)).toEqual([
      "heading",
      "paragraph",
      "orderedList",
      "callout",
      "codeBlock",
      "heading",
      "paragraph",
      "blockquote",
    ]);
    expect(nodesOfType(about, "text").find((node) => node.text === "and")?.marks).toEqual([
      { type: "italic" },
      { type: "bold" },
    ]);
    expect(textOfBody(about)).toContain("dark <b>");
    expect(nodesOfType(about, "orderedList")[0]?.attrs).toEqual({ start: 3 });
    const old = titled(records, "Old times");
    expect(old.status).toBe("draft");
    expect(typesOf(old)).toEqual(["paragraph", "bulletList", "paragraph", "horizontalRule"]);
    expect(textOfBody(old)).toBe("BoldlinkonetwoOld text");
  });

  test("does not show to all what was for some, nor publish what was only sent", async () => {
    const { records } = await converted;
    expect(titled(records, "For members").status).toBe("private");
    expect(titled(records, "A letter").status).toBe("draft");
    expect(await linesOf("changed")).toEqual(expect.arrayContaining([expect.stringContaining("it is for paid alone")]));
  });

  test("has its navigation become a menu, and says what has no place", async () => {
    const { records } = await converted;
    const [menu] = valuesOf(records, "menu");
    expect(menu).toMatchObject({ location: "primary" });
    expect(menu?.items.map(({ target }) => target)).toEqual([
      { kind: "document", documentId: "gh-post-64f0aaaaaaaaaaaaaaaaaaa2" },
      { kind: "term", termId: "gh-tag-64f0bbbbbbbbbbbbbbbbbbb1" },
      { kind: "url", href: "https://shop.example/" },
    ]);
    expect(await linesOf("left-out")).toEqual(["1 of its rows: there is no place for them", "it is internal to Ghost"]);
  });

  test("makes the same records each time, and without an address all but the files", async () => {
    const again = await convertFile("ghost", writeJson(ghostExport), { sourceUrl, web });
    expect(again.records).toEqual((await converted).records);
    const nowhere = await convertFile("ghost", writeJson(ghostExport));
    expect(JSON.stringify(nowhere.records)).not.toContain("site.invalid");
    expect(valuesOf(nowhere.records, "media").every(({ digest }) => digest === null)).toBe(true);
    expect(titled(nowhere.records, "Daily <bread>").imageId).not.toBeNull();
  });
});

test("what is no export of Ghost is refused, saying why", async () => {
  const refusal = (value: unknown) => convertFile("ghost", writeJson(value)).catch((error: unknown) => error);
  expect(await refusal({ db: [{ data: {} }] })).toMatchObject({ message: expect.stringContaining("holds no posts") });
  expect(await refusal('{"db": [')).toMatchObject({ message: expect.stringContaining("no whole JSON") });
  expect(await refusal({ db: [{ data: { posts: [{ title: "x" }] } }] })).toBeInstanceOf(ImportFault);
  expect((await convertFile("ghost", writeJson(`\ufeff${JSON.stringify(ghostExport)}`))).records).not.toEqual([]);
  expect(importFormats.ghost.startsLike(Buffer.from("  {\n"))).toBe(true);
  expect(importFormats.ghost.startsLike(gzipSync("{}"))).toBe(true);
  expect(importFormats.ghost.startsLike(Buffer.from("<xml"))).toBe(false);
});
