import { expect, test } from "vitest";
import fc from "fast-check";
import type { BlockNode, BodyMark } from "#domain/document/index.ts";
import { documentHtml } from "#workers/rendering/document-html.ts";

function html(...content: BlockNode[]): string {
  return documentHtml({ type: "doc", content }).toString();
}

test("every kind of block and mark becomes its element", () => {
  const marks: BodyMark[] = [{ type: "bold" }, { type: "link", attrs: { href: "/a?b=1&c=2" } }];
  const text = [{ type: "text" as const, text: "x", marks }];
  expect(html({ type: "paragraph", content: text })).toBe('<p><a href="/a?b=1&amp;c=2"><strong>x</strong></a></p>');
  expect(html({ type: "heading", attrs: { level: 1 }, content: text })).toMatch(/^<h2>.*<\/h2>$/);
  const item = { type: "listItem" as const, content: [{ type: "paragraph" as const }] };
  expect(html({ type: "bulletList", content: [item] })).toBe("<ul><li><p></p></li></ul>");
  expect(html({ type: "orderedList", content: [item] })).toBe("<ol><li><p></p></li></ol>");
  expect(html({ type: "codeBlock", content: [{ type: "text", text: "a < b" }] })).toBe(
    "<pre><code>a &lt; b</code></pre>",
  );
  expect(html({ type: "horizontalRule" })).toBe("<hr>");
});

test("no text of a document becomes markup", () => {
  const hostile = fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "script", "/", "=", " ", "x") });
  fc.assert(
    fc.property(hostile, hostile, (text, href) => {
      const marks: BodyMark[] = [{ type: "link", attrs: { href: `/x${href}` } }];
      const rendered = html({ type: "paragraph", content: [{ type: "text", text, marks }] });
      expect(rendered).toMatch(/^<p>(?:<a href="[^"<>]*">[^<>]*<\/a>|[^<>]*)<\/p>$/);
    }),
  );
});

test.each(["javascript:alert(1)", "//evil.example", "data:text/html,x", " /x", "/\\evil.example", "JaVaScRiPt:x"])(
  "a link to %o is left out even if the schema let it in",
  (href) => {
    const marks: BodyMark[] = [{ type: "link", attrs: { href } }];
    expect(html({ type: "paragraph", content: [{ type: "text", text: "x", marks }] })).toBe("<p>x</p>");
  },
);
