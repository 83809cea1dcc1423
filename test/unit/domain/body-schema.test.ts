import { describe, expect, test } from "vitest";
import { bodyLimits, documentBodySchema } from "#domain/document/index.ts";

const text = (value: string, marks?: unknown[]) => ({ type: "text", text: value, ...(marks && { marks }) });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);
const bodyOf = (...content: unknown[]) => ({ type: "doc", content });
const note = (id: string) => ({ type: "footnote", attrs: { id }, content: [paragraph()] });
const reference = (id: string) => ({ type: "footnoteReference", attrs: { id } });

/** What is wrong with a body, as `place: message`; nothing when it is taken. */
function faultsOf(body: unknown): readonly string[] {
  const parsed = documentBodySchema.safeParse(body);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}
const faultsIn = (...blocks: unknown[]) => faultsOf(bodyOf(...blocks));
const linkTo = (href: string) => paragraph(text("x", [{ type: "link", attrs: { href } }]));

/** A paragraph inside so many quotes. */
function quoted(depth: number): unknown {
  let node: unknown = paragraph(text("deep"));
  for (let level = 0; level < depth; level += 1) node = { type: "blockquote", content: [node] };
  return node;
}

describe("a document's body", () => {
  test("is kept as it is, whatever it holds", () => {
    const item = { type: "listItem", content: [paragraph(text("item"))] };
    const image = { type: "image", attrs: { mediaId: "m", alt: "", href: "/a" }, content: [text("caption")] };
    const cell = { type: "tableCell", attrs: { colspan: 2, textAlign: "right" }, content: [paragraph()] };
    const body = bodyOf(
      paragraph(text("bold", [{ type: "bold" }, { type: "italic" }, { type: "code" }]), { type: "hardBreak" }),
      paragraph({ type: "inlineImage", attrs: { src: "https://a.test/x.png", alt: "" } }, reference("n")),
      paragraph(text("x", [{ type: "link", attrs: { href: "/", newTab: true, rel: "nofollow" } }])),
      { type: "paragraph" },
      { type: "heading", attrs: { level: 2, id: "über-uns" }, content: [text("Heading")] },
      quoted(1),
      { type: "bulletList", content: [item] },
      { type: "orderedList", attrs: { start: 3, reversed: true, type: "i" }, content: [item, item] },
      {
        type: "definitionList",
        content: [{ type: "definitionTerm" }, { type: "definitionDescription", content: [paragraph()] }],
      },
      { type: "codeBlock", attrs: { language: "c++" }, content: [text("<b>")] },
      { type: "preformatted", attrs: { variant: "verse" }, content: [text("a\n  b")] },
      { type: "horizontalRule" },
      { type: "readMore" },
      image,
      { type: "gallery", attrs: { columns: 3, align: "wide" }, content: [image, image] },
      { type: "video", attrs: { mediaId: "m", posterMediaId: "p" } },
      { type: "audio", attrs: { mediaId: "m" } },
      { type: "file", attrs: { mediaId: "m", label: "Download" } },
      { type: "embed", attrs: { url: "https://a.test", provider: "YouTube", title: "" } },
      { type: "callout", attrs: { tone: "info" }, content: [paragraph()] },
      { type: "details", attrs: { summary: "More" }, content: [paragraph()] },
      { type: "cover", attrs: {}, content: [paragraph()] },
      { type: "columns", content: [{ type: "column", attrs: { width: 33.3 }, content: [paragraph()] }] },
      { type: "buttons", content: [{ type: "button", attrs: { href: "/", label: "Go", variant: "outline" } }] },
      { type: "table", attrs: { caption: "T" }, content: [{ type: "tableRow", content: [cell] }] },
      { type: "pageBreak" },
      { type: "fallback", attrs: { format: "html", name: "iframe", source: "<iframe>", reason: "not known" } },
      { type: "footnotes", content: [note("n")] },
    );
    expect(documentBodySchema.parse(body)).toEqual(body);
  });

  test("refuses nodes, marks and attributes that it does not know, at their place", () => {
    expect(faultsIn(paragraph(), { type: "html", html: "<b>" })).toEqual([
      expect.stringMatching(/^content\.1\.type: must be one of paragraph, heading, .*, fallback/),
    ]);
    expect(faultsIn({ type: "constructor" }, 1, null)).toEqual([
      expect.stringMatching(/^content\.0\.type: must be one of/),
      expect.stringMatching(/^content\.1: must be one of/),
      expect.stringMatching(/^content\.2: must be one of/),
    ]);
    expect(faultsIn(paragraph(text("x", [{ type: "blink" }])))).toEqual([
      expect.stringMatching(/^content\.0\.content\.0\.marks\.0\.type: must be one of bold, /),
    ]);
    expect(faultsIn({ type: "heading", attrs: { level: 1, onclick: "x" } })).toEqual([
      'content.0.attrs: Unrecognized key: "onclick"',
    ]);
    expect(faultsOf({ type: "doc", content: [], version: 1 })).toEqual([': Unrecognized key: "version"']);
    expect(faultsOf([])).not.toEqual([]);
  });

  test.for<[string, unknown, string]>([
    ["no text", paragraph(text("")), "content.0.text: must not be empty"],
    ["a control character", paragraph(text("\u0000")), "content.0.text: must hold no control"],
    ["half a character", paragraph(text("\ud83d")), "content.0.text: must hold no control"],
    ["a mark twice", paragraph(text("x", [{ type: "bold" }, { type: "bold" }])), "content.0.marks: holds a mark twice"],
    ["a level of 7", { type: "heading", attrs: { level: 7 } }, "attrs.level: must be a whole number from 1 to 6"],
    ["an id with a space", { type: "heading", attrs: { level: 2, id: "a b" } }, "attrs.id: must be letters"],
    ["no item", { type: "bulletList", content: [] }, "content: must hold a listItem"],
    ["another item", { type: "bulletList", content: [paragraph()] }, "content.0.type: must be listItem"],
    ["an empty quote", { type: "blockquote", content: [] }, "content: must hold a block"],
    ["a mark in code", { type: "codeBlock", content: [text("x", [])] }, 'content.0: Unrecognized key: "marks"'],
    ["a class of two", { type: "codeBlock", attrs: { language: "a b" } }, "attrs.language: must be 1 to 40"],
    ["no picture", { type: "image", attrs: { alt: "" } }, "attrs: must name one picture"],
    ["two", { type: "image", attrs: { alt: "", mediaId: "m", src: "https://a.test" } }, "attrs: must name one picture"],
    ["code as source", { type: "image", attrs: { alt: "", src: "data:x" } }, "attrs.src: must be an http"],
    ["no image", { type: "gallery", attrs: { columns: 2 }, content: [] }, "content: must hold an image"],
    ["9 columns", { type: "gallery", attrs: { columns: 9 }, content: [] }, "attrs.columns: must be a whole number"],
    ["a frame", { type: "embed", attrs: { url: "data:x", provider: "", title: "" } }, "attrs.url: must be an http"],
    [
      "a provider with markup",
      { type: "embed", attrs: { url: "https://a.test", provider: "<", title: "" } },
      "attrs.provider: must be up to 40",
    ],
    ["dd before dt", { type: "definitionList", content: [{ type: "definitionTerm" }] }, "content: must begin with"],
    [
      "two pictures behind",
      { type: "cover", attrs: { mediaId: "m", src: "https://a.test" }, content: [paragraph()] },
      "attrs: must not name two pictures",
    ],
    [
      "a cell over 101",
      {
        type: "table",
        content: [
          { type: "tableRow", content: [{ type: "tableCell", attrs: { colspan: 101 }, content: [paragraph()] }] },
        ],
      },
      "content.0.content.0.attrs.colspan: must be a whole number from 1 to 100",
    ],
    [
      "a long source",
      { type: "fallback", attrs: { format: "html", name: "x", source: "\u20ac".repeat(33_334), reason: "" } },
      "attrs.source: may have 100000 bytes at most",
    ],
  ])("refuses %s", ([, block, fault]) => {
    expect(faultsIn(block)[0]).toContain(`content.0.${fault}`);
  });

  test("holds a table, a gallery, columns and text of the largest size and no larger", () => {
    const row = { type: "tableRow", content: times(100, { type: "tableCell", content: [paragraph()] }) };
    const table = (rows: number) => ({ type: "table", content: times(rows, row) });
    const image = { type: "image", attrs: { mediaId: "m", alt: "" } };
    const gallery = (images: number) => ({
      type: "gallery",
      attrs: { columns: 3 },
      content: times(images, image),
    });
    const columns = (count: number) => ({
      type: "columns",
      content: times(count, { type: "column", content: [paragraph()] }),
    });
    const long = (length: number) => paragraph(text("x".repeat(length)));
    expect(faultsIn(table(100), gallery(500), columns(8), long(bodyLimits.textLength))).toEqual([]);
    expect(faultsIn(table(101), gallery(501), columns(9), long(bodyLimits.textLength + 1))).toEqual([
      "content.0.content: may hold 10000 cells at most",
      "content.1.content: may hold 500 images at most",
      "content.2.content: may hold 8 columns at most",
      "content.3.content.0.text: may have 200000 characters at most",
    ]);
  });

  test("is forty levels deep and no deeper, and of 50,000 nodes and no more, however many come", () => {
    expect(faultsIn(quoted(38))).toEqual([]);
    expect(faultsIn(quoted(39))).toEqual([": may have 40 levels of nodes at most"]);
    expect(faultsIn(quoted(100_000))).toEqual([": may have 40 levels of nodes at most"]);
    const deepJson = `{"type":"doc","content":${'[{"content":'.repeat(50_000)}[]${"}]".repeat(50_000)}}`;
    expect(faultsOf(JSON.parse(deepJson))).toEqual([": may have 40 levels of nodes at most"]);
    const wide = { type: "blockquote", content: times(9_999, paragraph()) };
    expect(faultsIn(wide, wide, wide, wide, wide)).toEqual([]);
    expect(faultsIn(wide, wide, wide, wide, wide, paragraph())).toEqual([": may have 50000 nodes at most"]);
  });

  test("has its footnotes at its end, each named once, and references to them alone", () => {
    const notes = (...ids: string[]) => ({ type: "footnotes", content: ids.map(note) });
    expect(faultsIn(paragraph(reference("a"), reference("a")), notes("a", "b"))).toEqual([]);
    expect(faultsIn(paragraph(reference("a")))).toEqual(["content.0.content.0.attrs.id: names no footnote"]);
    expect(faultsIn(notes("a", "a"))).toEqual(["content.0.content.1.attrs.id: is the id of another footnote too"]);
    expect(faultsIn(notes("a"), paragraph())).toEqual(["content.0: must be the body's last block"]);
    expect(faultsIn({ type: "blockquote", content: [notes("a")] })).toEqual([
      "content.0.content.0: must be the body's last block",
    ]);
    const answering = { type: "footnote", attrs: { id: "a" }, content: [paragraph(reference("a"))] };
    expect(faultsIn({ type: "footnotes", content: [answering] })).toEqual([
      "content.0.content.0.content.0.content.0: must not stand in a footnote",
    ]);
  });

  test("is cut into pages among its own blocks only", () => {
    expect(faultsIn(paragraph(), { type: "pageBreak" }, paragraph())).toEqual([]);
    expect(faultsIn({ type: "blockquote", content: [{ type: "pageBreak" }] })).toEqual([
      "content.0.content.0: must stand among the body's own blocks, in no other node",
    ]);
  });

  test.for(["https://a.test/x?y#z", "HTTP://a.test", "mailto:a@b.test", "tel:+123", "/", "/a/b?c", "#top"])(
    "may link to %s",
    (href) => expect(faultsIn(linkTo(href))).toEqual([]),
  );

  test.for([
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "https://example.org/a\u2028b",
    "https://example.org/a\u0085b",
    "data:text/html,x",
    "vbscript:x",
    "//evil.test",
    "/\\evil.test",
    "/\t/evil.test",
    "\\\\evil.test",
    "evil.test",
    "",
    `/${"a".repeat(2_048)}`,
  ])("cannot link to %j", (href) => expect(faultsIn(linkTo(href))[0]).toMatch(/attrs\.href: /));
});
