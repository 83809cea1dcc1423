import { describe, expect, test } from "vitest";
import { documentPathSchema, documentSchema } from "#domain/document/index.ts";

const text = (value: string, marks?: unknown[]) => ({ type: "text", text: value, ...(marks && { marks }) });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const bodyOf = (...content: unknown[]) => ({ type: "doc", content });
const document = { documentId: "a", type: "page", path: "/a", title: "A", body: bodyOf() };

/** The places at which a document is refused; none when it is taken. */
function refusedAt(given: object): readonly string[] {
  const parsed = documentSchema.safeParse({ ...document, ...given });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
}
const linkTo = (href: string) => ({ body: bodyOf(paragraph(text("x", [{ type: "link", attrs: { href } }]))) });

/** A paragraph inside so many quotes. */
function quoted(depth: number): unknown {
  return depth === 0 ? paragraph(text("deep")) : { type: "blockquote", content: [quoted(depth - 1)] };
}

describe("a document", () => {
  test("needs little: what is left out is empty", () => {
    expect(documentSchema.parse(document)).toEqual({ ...document, description: "", publishedAt: null });
  });

  test("is refused where it is wrong", () => {
    const long = "x".repeat(501);
    expect(refusedAt({ documentId: "a/b" })).toEqual(["documentId"]);
    expect(refusedAt({ documentId: "x".repeat(65) })).toEqual(["documentId"]);
    expect(refusedAt({ title: "" })).toEqual(["title"]);
    expect(refusedAt({ title: long, type: "widget" })).toEqual(["type", "title"]);
    expect(refusedAt({ publishedAt: "yesterday" })).toEqual(["publishedAt"]);
    expect(refusedAt({ publishedAt: "2026-01-01T00:00:00+01:00" })).toEqual(["publishedAt"]);
    expect(refusedAt({ unknown: 1 })).toEqual([""]);
  });
});

describe("a document's path", () => {
  test.for(["/", "/a", "/a/b.c/d", "/caf\u00e9/\u65e5\u672c", "/\u{1f600}", "/_hotswapped", "/a/_hotswap", "/..."])(
    "may be %s",
    (path) => expect(documentPathSchema.safeParse(path).success).toBe(true),
  );

  test.for([
    "",
    "a",
    "//",
    "//evil.test",
    "/a/",
    "/a//b",
    "/.",
    "/..",
    "/a/../b",
    "/a/./b",
    "/a?b",
    "/a#b",
    "/a%2fb",
    "/a\\b",
    "/a b",
    "/a\u00a0b",
    "/a\u007fb",
    "/a\u0085b",
    "/a\u0000",
    "/a\u2028b",
    "/_hotswap",
    "/_hotswap/live",
    "/\ud83d",
    `/${"a".repeat(1_024)}`,
  ])("cannot be %j", (path) => expect(documentPathSchema.safeParse(path).success).toBe(false));
});

describe("a document's body", () => {
  test("holds every kind of block and mark", () => {
    const item = { type: "listItem", content: [paragraph(text("item"))] };
    const blocks = [
      paragraph(text("bold", [{ type: "bold" }, { type: "italic" }, { type: "code" }])),
      { type: "paragraph" },
      { type: "heading", attrs: { level: 2 }, content: [text("Heading")] },
      quoted(1),
      { type: "bulletList", content: [item] },
      { type: "orderedList", content: [item, item] },
      { type: "codeBlock", content: [text("<b>")] },
      { type: "horizontalRule" },
    ];
    expect(refusedAt({ body: bodyOf(...blocks) })).toEqual([]);
    expect(documentSchema.parse({ ...document, body: bodyOf(...blocks) }).body).toEqual(bodyOf(...blocks));
  });

  test("refuses what is none of them, at its place", () => {
    expect(refusedAt({ body: bodyOf(paragraph(), { type: "html", html: "<b>" }) })).toEqual(["body.content.1.type"]);
    expect(refusedAt({ body: bodyOf({ type: "heading", attrs: { level: 7 } }) })).toEqual([
      "body.content.0.attrs.level",
    ]);
    expect(refusedAt({ body: bodyOf({ type: "heading", attrs: { level: 1, onclick: "x" } }) })).toEqual([
      "body.content.0.attrs",
    ]);
    expect(refusedAt({ body: bodyOf(paragraph(text(""))) })).toEqual(["body.content.0.content.0.text"]);
    expect(refusedAt({ body: bodyOf({ type: "bulletList", content: [] }) })).toEqual(["body.content.0.content"]);
  });

  test("holds quotes and lists twenty deep and no deeper, however deep they come", () => {
    expect(refusedAt({ body: bodyOf(quoted(20)) })).toEqual([]);
    expect(refusedAt({ body: bodyOf(quoted(21)) })).not.toEqual([]);
    expect(refusedAt({ body: bodyOf(quoted(3_000)) })).not.toEqual([]);
  });

  test.for(["https://a.test/x?y#z", "HTTP://a.test", "mailto:a@b.test", "tel:+123", "/", "/a/b?c", "#top"])(
    "may link to %s",
    (href) => expect(refusedAt(linkTo(href))).toEqual([]),
  );

  test.for([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "\\\\evil.test",
    "evil.test",
    "",
    `/${"a".repeat(2_048)}`,
  ])("cannot link to %j", (href) => expect(refusedAt(linkTo(href))[0]).toMatch(/attrs\.href$/));
});
