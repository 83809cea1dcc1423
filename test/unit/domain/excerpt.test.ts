import { describe, expect, test } from "vitest";
import fc from "fast-check";
import {
  excerptOf,
  mediaIdsOf,
  textOf,
  type BlockNode,
  type BodyMark,
  type DocumentBody,
} from "#domain/document/index.ts";
import { bodies } from "#test/support/bodies.ts";

const text = (value: string, ...marks: BodyMark[]) => ({ type: "text" as const, text: value, marks });
const paragraph = (value: string): BlockNode => ({ type: "paragraph", content: [text(value)] });
const image: BlockNode = { type: "image", attrs: { mediaId: "m", alt: "Alt" }, content: [text("Caption")] };
const bodyOf = (...content: BlockNode[]): DocumentBody => ({ type: "doc", content });
const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index + 1}`).join(" ");
const excerpt = (...content: BlockNode[]) => excerptOf({ excerpt: "", password: null, body: bodyOf(...content) });

describe("an excerpt", () => {
  test("is the one written by hand, if there is one", () => {
    expect(excerptOf({ excerpt: "By hand", password: null, body: bodyOf(paragraph("a")) })).toEqual({
      text: "By hand",
      hasMore: true,
    });
    expect(excerptOf({ excerpt: "By hand", password: null, body: bodyOf() }).hasMore).toBe(false);
  });

  test("says nothing of a document that asks for a password", () => {
    const password = { salt: "0".repeat(32), hash: "0".repeat(64) };
    expect(excerptOf({ excerpt: "By hand", password, body: bodyOf(paragraph("a")) })).toEqual({
      text: "",
      hasMore: true,
    });
  });

  test("ends where its author ended the beginning, however long that is", () => {
    expect(excerpt(paragraph(words(80)), { type: "readMore" }, paragraph("rest"))).toEqual({
      text: words(80),
      hasMore: true,
    });
    expect(excerpt(paragraph(words(10_000)), { type: "readMore" }).text.length).toBeLessThanOrEqual(5_001);
  });

  test("is the first 55 words otherwise, in one line", () => {
    expect(excerpt(paragraph("a\n b"), { type: "heading", attrs: { level: 2 }, content: [text("c")] })).toEqual({
      text: "a b c",
      hasMore: false,
    });
    expect(excerpt(paragraph(words(55)))).toEqual({ text: words(55), hasMore: false });
    expect(excerpt(paragraph(words(50)), paragraph(words(50)))).toEqual({
      text: `${words(50)} ${words(5)}…`,
      hasMore: true,
    });
  });

  test("counts characters where a script puts no spaces between words, and breaks none in two", () => {
    expect(excerpt(paragraph("字".repeat(200)))).toEqual({ text: `${"字".repeat(110)}…`, hasMore: true });
    expect(excerpt(paragraph("𠀀".repeat(200))).text).toBe(`${"𠀀".repeat(55)}…`);
    expect(excerpt(paragraph(`${words(54)} 日本語です`)).text).toBe(`${words(54)} 日本…`);
  });

  test("leaves out what stands beside the text, and says that there is more", () => {
    expect(excerpt(image, paragraph("a"))).toEqual({ text: "a", hasMore: true });
    expect(excerpt(paragraph("a"), { type: "horizontalRule" })).toEqual({ text: "a", hasMore: false });
  });

  test("reads no more of a body than it needs", () => {
    let looks = 0;
    const later: BlockNode = {
      type: "paragraph",
      get content() {
        looks += 1;
        return [text("x")];
      },
    };
    expect(excerpt(paragraph(words(60)), later).text).toBe(`${words(55)}…`);
    expect(looks).toBe(0);
  });

  test("never holds markup or line ends, whatever the body", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const { text } = excerptOf({ excerpt: "", password: null, body });
        expect(text).not.toMatch(/[\r\n\t]/);
        expect(text.length).toBeLessThanOrEqual(5_001);
        const said = textOf(body).replace(/\s+/g, " ");
        for (const word of text.replace(/…$/, "").split(" ")) expect(said).toContain(word);
      }),
    );
  });
});

test("the text of a body is all that visitors can read, a line for each block", () => {
  const body = bodyOf(
    { type: "heading", attrs: { level: 2 }, content: [text("A "), text("title", { type: "bold" })] },
    { type: "bulletList", content: [{ type: "listItem", content: [paragraph("item")] }] },
    image,
    { type: "details", attrs: { summary: "More" }, content: [paragraph("inside")] },
    { type: "buttons", content: [{ type: "button", attrs: { href: "/", label: "Go" } }] },
    { type: "fallback", attrs: { format: "html", name: "iframe", source: "<iframe>", reason: "" } },
    { type: "footnotes", content: [{ type: "footnote", attrs: { id: "a" }, content: [paragraph("note")] }] },
  );
  expect(textOf(body)).toBe("A title\nitem\nAlt Caption\nMore\ninside\nGo\nnote");
});

describe("what a body refers to", () => {
  test("are its media, wherever they stand, and the document's own", () => {
    const body = bodyOf(
      { type: "columns", content: [{ type: "column", content: [image] }] },
      { type: "paragraph", content: [{ type: "inlineImage", attrs: { mediaId: "inline", alt: "" } }] },
      { type: "video", attrs: { mediaId: "film", posterMediaId: "poster" } },
      { type: "image", attrs: { src: "https://a.test/x.png", alt: "" } },
      { type: "cover", attrs: { mediaId: "behind" }, content: [paragraph("x")] },
    );
    const seo = { title: "", canonical: null, noindex: false, imageId: "shared" };
    expect([...mediaIdsOf({ body, imageId: "lead", seo })].sort()).toEqual([
      "behind",
      "film",
      "inline",
      "lead",
      "m",
      "poster",
      "shared",
    ]);
  });
});
