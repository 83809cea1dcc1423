import { describe, expect, test } from "vitest";
import type { BlockNode, BodyMark } from "#domain/document/index.ts";
import { renderBody } from "#workers/rendering/body/index.ts";
import { text, paragraph, heading, bodyOf, render } from "./nodes.ts";

describe("text", () => {
  test("has an element for each mark; what shares a mark shares its element, links outermost", () => {
    const bold: BodyMark = { type: "bold" };
    const link: BodyMark = { type: "link", attrs: { href: "/a?b=1&c=2" } };
    expect(render([paragraph(text("a ", bold), text("b", bold, link), text(" c", link), text(" d"))])).toBe(
      '<p><strong>a </strong><a href="/a?b=1&amp;c=2"><strong>b</strong> c</a> d</p>',
    );
    const names = [
      "underline",
      "strike",
      "code",
      "subscript",
      "superscript",
      "highlight",
      "small",
      "keyboard",
    ] as const;
    expect(render([paragraph(...names.map((type) => text("x", { type })))])).toBe(
      "<p><u>x</u><s>x</s><code>x</code><sub>x</sub><sup>x</sup><mark>x</mark><small>x</small><kbd>x</kbd></p>",
    );
    expect(render([paragraph(text("WHO", { type: "abbreviation", attrs: { title: 'a "b"' } }))])).toBe(
      '<p><abbr title="a &quot;b&quot;">WHO</abbr></p>',
    );
  });

  test("links as told: beside the page, and what search engines are told", () => {
    const attrs = { href: "https://a.test", title: "T", newTab: true, rel: "nofollow" as const };
    expect(render([paragraph(text("x", { type: "link", attrs }))])).toBe(
      '<p><a href="https://a.test" title="T" target="_blank" rel="noopener nofollow">x</a></p>',
    );
  });

  test.for(["javascript:alert(1)", "//evil.example", "data:text/html,x", " /x", "/\\evil.example", "JaVaScRiPt:x"])(
    "has no link to %o even if the schema let it in",
    (href) => {
      expect(render([paragraph(text("x", { type: "link", attrs: { href } }))])).toBe("<p>x</p>");
      expect(render([{ type: "buttons", content: [{ type: "button", attrs: { href, label: "x" } }] }])).toBe(
        '<div class="buttons"><a class="button">x</a></div>',
      );
    },
  );

  test("keeps line ends where they count, the first one too", () => {
    expect(render([{ type: "preformatted", content: [text("\na")] }])).toBe(
      '<pre class="is-preformatted" tabindex="0">\n\na</pre>',
    );
    expect(
      render([{ type: "codeBlock", attrs: { language: "C++" }, content: [{ type: "text", text: "a < b" }] }]),
    ).toBe('<pre tabindex="0"><code class="language-c++">a &lt; b</code></pre>');
  });
});

describe("headings", () => {
  const levels = (...blocks: BlockNode[]) => renderBody(bodyOf(...blocks)).headings.map(({ level }) => level);
  const ids = (...blocks: BlockNode[]) => renderBody(bodyOf(...blocks)).headings.map(({ id }) => id);

  test("begin below the page's title and leave no level out", () => {
    expect(levels(heading(1, "a"), heading(2, "b"), heading(1, "c"))).toEqual([2, 3, 2]);
    expect(levels(heading(3, "a"), heading(5, "b"))).toEqual([2, 3]);
    expect(levels(...[1, 2, 3, 4, 5, 6].map((level) => heading(level, "x")))).toEqual([2, 3, 4, 5, 6, 6]);
    expect(renderBody(bodyOf(heading(1, "a")), { headingLevelMin: 4 }).headings[0]!.level).toBe(4);
  });

  test("have ids of their own: those that documents name stay, others are made of the text", () => {
    expect(ids(heading(2, "Über uns!"), heading(2, "über uns"), heading(2, "日本"), heading(2, "?"))).toEqual([
      "h-über-uns",
      "h-über-uns-2",
      "h-日本",
      "h-section",
    ]);
    expect(ids(heading(2, "a"), heading(2, "b", "h-a"), heading(2, "c", "h-a"))).toEqual(["h-a-2", "h-a", "h-a-3"]);
  });

  test("are told in order with their text, wherever they stand", () => {
    const { headings, html } = renderBody(
      bodyOf(heading(2, "One  <b>"), { type: "blockquote", content: [heading(3, "Two")] }),
      { idPrefix: "c1-" },
    );
    expect(headings).toEqual([
      { id: "c1-h-one-b", title: "One <b>", level: 2 },
      { id: "c1-h-two", title: "Two", level: 3 },
    ]);
    expect(html.toString()).toContain('<h2 id="c1-h-one-b">One  &lt;b&gt;</h2>');
  });

  test("without words are not there", () => {
    expect(render([heading(1, ""), heading(2, " ")])).toBe("");
    expect(levels(heading(1, ""), heading(2, "a"))).toEqual([2]);
  });
});

test("lists count as told, and an item of one paragraph is its text", () => {
  const item = (...content: BlockNode[]) => ({ type: "listItem" as const, content });
  const inner: BlockNode = { type: "bulletList", content: [item(paragraph(text("b")))] };
  expect(
    render([
      {
        type: "orderedList",
        attrs: { start: 3, reversed: true, type: "a" },
        content: [item(paragraph(text("a")), inner), item(paragraph(text("c")), paragraph(text("d")))],
      },
    ]),
  ).toBe('<ol start="3" reversed type="a"><li>a<ul><li>b</li></ul></li><li><p>c</p>\n<p>d</p></li></ol>');
});
