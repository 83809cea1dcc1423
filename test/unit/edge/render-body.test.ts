import { describe, expect, test } from "vitest";
import type { Media } from "#domain/content/index.ts";
import {
  splitPages,
  type BlockNode,
  type BodyMark,
  type DocumentBody,
  type InlineNode,
} from "#domain/document/index.ts";
import { passwordForm, renderBody, type RenderBodyOptions } from "#workers/rendering/body/index.ts";

const text = (value: string, ...marks: BodyMark[]): InlineNode => ({ type: "text", text: value, marks });
const paragraph = (...content: InlineNode[]): BlockNode => ({ type: "paragraph", content });
const heading = (level: number, title: string, id?: string): BlockNode => ({
  type: "heading",
  attrs: { level, id },
  content: title === "" ? [] : [text(title)],
});
const note = (id: string) => ({ type: "footnote" as const, attrs: { id }, content: [paragraph(text(`note ${id}`))] });
const reference = (id: string): InlineNode => ({ type: "footnoteReference", attrs: { id } });
const bodyOf = (...content: BlockNode[]): DocumentBody => ({ type: "doc", content });

const digest = "d".repeat(64);
const small = "e".repeat(64);
const media: Media = {
  mediaId: "m",
  fileName: "a b.jpg",
  contentType: "image/jpeg",
  digest,
  bytes: 1,
  unavailable: null,
  width: 1_600,
  height: 800,
  title: "",
  alt: "own",
  caption: "",
  sourceUrl: "https://old.test/a.jpg",
  variants: [{ digest: small, contentType: "image/webp", width: 400, height: 200, bytes: 1 }],
};
const lost: Media = { ...media, mediaId: "lost", digest: null, unavailable: "404", variants: [] };
const sound: Media = { ...media, mediaId: "sound", fileName: "a.mp3", contentType: "audio/mpeg", variants: [] };
const all = { m: media, lost, sound };

function render(content: BlockNode[], options: RenderBodyOptions = {}): string {
  return renderBody(bodyOf(...content), { media: all, ...options }).html.toString();
}

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

describe("pictures", () => {
  test("offer their editions, take no room by surprise and are loaded late", () => {
    const html = render([
      { type: "image", attrs: { mediaId: "m", alt: "A", align: "wide" }, content: [text("caption")] },
    ]);
    expect(html).toBe(
      `<figure class="image align-wide"><img src="/_hotswap/assets/${digest}/a%20b.jpg" ` +
        `srcset="/_hotswap/assets/${small}/a%20b-400.webp 400w, /_hotswap/assets/${digest}/a%20b.jpg 1600w" ` +
        'sizes="100vw" alt="A" width="1600" height="800" loading="lazy" decoding="async">' +
        "<figcaption>caption</figcaption></figure>",
    );
  });

  test("are as large as they are to be shown", () => {
    const html = render([{ type: "image", attrs: { mediaId: "m", alt: "", width: 300 } }]);
    expect(html).toContain('sizes="(max-width: 300px) 100vw, 300px" alt="" width="300" height="150"');
  });

  test("with a link and without a description name the link by their caption", () => {
    expect(
      render([{ type: "image", attrs: { src: "https://a.test/x.png", alt: "", href: "/b" }, content: [text("C")] }]),
    ).toBe(
      '<figure class="image"><a href="/b" aria-label="C"><img src="https://a.test/x.png" alt="" loading="lazy" ' +
        'decoding="async"></a><figcaption>C</figcaption></figure>',
    );
  });

  test("that cannot be had are a box that says what it was and where", () => {
    expect(render([{ type: "image", attrs: { mediaId: "lost", alt: "<A>" } }])).toBe(
      '<figure class="media-missing"><p>&lt;A&gt;</p>' +
        '<p><a href="https://old.test/a.jpg" rel="nofollow">Where it was</a></p></figure>',
    );
    expect(render([{ type: "image", attrs: { mediaId: "toString", alt: "" } }])).toBe(
      '<figure class="media-missing"><p>Not available</p></figure>',
    );
    expect(render([paragraph({ type: "inlineImage", attrs: { mediaId: "none", alt: "smile" } })])).toBe(
      '<p><span class="media-missing">smile</span></p>',
    );
  });

  test("of a gallery stand in columns", () => {
    const image = { type: "image" as const, attrs: { mediaId: "lost", alt: "A" } };
    expect(render([{ type: "gallery", attrs: { columns: 3 }, content: [image, image] }])).toMatch(
      /^<figure class="gallery columns-3">(<figure class="media-missing">.*<\/figure>){2}<\/figure>$/,
    );
  });
});

test("sound, video and files are served by their digest", () => {
  expect(render([{ type: "audio", attrs: { mediaId: "sound", title: "Song" } }])).toBe(
    `<figure class="audio"><audio controls preload="metadata" src="/_hotswap/assets/${digest}/a.mp3" aria-label="Song">` +
      "</audio></figure>",
  );
  expect(render([{ type: "video", attrs: { mediaId: "sound", posterMediaId: "m" } }])).toContain(
    `poster="/_hotswap/assets/${digest}/a%20b.jpg"`,
  );
  expect(render([{ type: "file", attrs: { mediaId: "sound", label: "Get" } }])).toBe(
    `<p class="file"><a href="/_hotswap/assets/${digest}/a.mp3" download="a.mp3">Get</a></p>`,
  );
});

test("what is embedded is a link, and nothing is loaded from elsewhere", () => {
  const attrs = { url: "https://www.youtube.com/watch?v=1&t=2", provider: "You Tube", title: "A <film>" };
  expect(render([{ type: "embed", attrs }])).toBe(
    '<figure class="embed provider-you-tube"><a class="embed-link" href="https://www.youtube.com/watch?v=1&amp;t=2">' +
      '<span class="embed-title">A &lt;film&gt;</span> <span class="embed-provider">You Tube</span></a></figure>',
  );
  expect(render([{ type: "embed", attrs: { ...attrs, provider: "", title: "" } }])).toContain(
    '<span class="embed-provider">youtube.com</span>',
  );
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

describe("tables", () => {
  const cell = (type: "tableCell" | "tableHeader", value: string, rowspan?: number) => ({
    type,
    attrs: { rowspan },
    content: [paragraph(text(value))],
  });
  const row = (...content: ReturnType<typeof cell>[]) => ({ type: "tableRow" as const, content });

  test("can be scrolled by keyboard, and tell headers of columns from those of rows", () => {
    const content = [
      row(cell("tableHeader", "a"), cell("tableHeader", "b")),
      row(cell("tableHeader", "c"), cell("tableCell", "d")),
    ];
    expect(render([{ type: "table", attrs: { caption: "T" }, content }])).toBe(
      '<div class="table-scroll" tabindex="0" role="region" aria-label="T"><table><caption>T</caption>' +
        '<thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
        '<tbody><tr><th scope="row">c</th><td>d</td></tr></tbody></table></div>',
    );
  });

  test("have plain cells where a header holds what no header may", () => {
    const content = [{ type: "blockquote" as const, content: [heading(2, "a")] }];
    const cells = [{ type: "tableHeader" as const, content }];
    expect(render([{ type: "table", content: [{ type: "tableRow", content: cells }] }])).toContain("<td><blockquote>");
  });

  test("are regions of different names", () => {
    const table: BlockNode = { type: "table", content: [row(cell("tableCell", "a"))] };
    const named: BlockNode = { ...table, attrs: { caption: "Table 2" } };
    const html = render([table, named, table, named]);
    expect([...html.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "Table",
      "Table 2",
      "Table 3",
      "Table 2 2",
    ]);
  });

  test("have no head where a header reaches into the body, or all are headers", () => {
    const reaching = [row(cell("tableHeader", "a", 2), cell("tableHeader", "b")), row(cell("tableCell", "c"))];
    expect(render([{ type: "table", content: reaching }])).not.toContain("<thead>");
    expect(render([{ type: "table", content: [row(cell("tableHeader", "a"))] }])).not.toContain("<thead>");
  });
});

describe("footnotes", () => {
  test("are numbered as they are referred to, and lead there and back", () => {
    const html = render([
      paragraph(reference("b"), reference("a"), reference("b")),
      { type: "footnotes", content: [note("a"), note("b"), note("c")] },
    ]);
    expect(html).toBe(
      '<p><sup class="footnote-reference" id="fnref1-b"><a href="#fn-b" aria-label="Footnote 1">1</a></sup>' +
        '<sup class="footnote-reference" id="fnref1-a"><a href="#fn-a" aria-label="Footnote 2">2</a></sup>' +
        '<sup class="footnote-reference" id="fnref2-b"><a href="#fn-b" aria-label="Footnote 1">1</a></sup></p>\n' +
        '<section class="footnotes" aria-label="Footnotes"><ol><li id="fn-b"><p>note b</p>' +
        '<p class="footnote-backlinks"><a class="footnote-back" href="#fnref1-b" aria-label="Back to reference 1-1">' +
        '\u21a9\ufe0e</a> <a class="footnote-back" href="#fnref2-b" aria-label="Back to reference 1-2">\u21a9\ufe0e</a>' +
        '</p></li><li id="fn-a"><p>note a</p><p class="footnote-backlinks"><a class="footnote-back" ' +
        'href="#fnref1-a" aria-label="Back to reference 2">\u21a9\ufe0e</a></p></li><li id="fn-c"><p>note c</p></li>' +
        "</ol></section>",
    );
  });

  test("keep their ids: a heading that names one of them gets another", () => {
    const { headings } = renderBody(
      bodyOf(heading(2, "a", "fn-a"), heading(2, "b", "fnref1-a"), heading(2, "c", "fn-x"), {
        type: "footnotes",
        content: [note("a")],
      }),
    );
    expect(headings.map(({ id }) => id)).toEqual(["h-fn-a", "h-fnref1-a", "fn-x"]);
  });
});

describe("boxes", () => {
  const content = [paragraph(text("x"))];
  test.for<[string, BlockNode, string]>([
    [
      "quotes",
      { type: "blockquote", attrs: { citation: "C", variant: "pull" }, content },
      '<blockquote class="is-pull"><p>x</p><footer>C</footer></blockquote>',
    ],
    [
      "callouts",
      { type: "callout", attrs: { tone: "info" }, content },
      '<aside class="callout callout-info" role="note"><p>x</p></aside>',
    ],
    [
      "details",
      { type: "details", attrs: { summary: "S", open: true }, content },
      "<details open><summary>S</summary><p>x</p></details>",
    ],
    [
      "covers",
      { type: "cover", attrs: { align: "full" }, content },
      '<div class="cover align-full"><div class="cover-content"><p>x</p></div></div>',
    ],
    [
      "columns",
      {
        type: "columns",
        content: [
          { type: "column", attrs: { width: 30 }, content },
          { type: "column", content },
        ],
      },
      '<div class="columns"><div class="column width-33"><p>x</p></div><div class="column"><p>x</p></div></div>',
    ],
    [
      "buttons",
      {
        type: "buttons",
        content: [{ type: "button", attrs: { href: "/", label: "L", variant: "outline", newTab: true } }],
      },
      '<div class="buttons"><a class="button is-outline" href="/" target="_blank" rel="noopener">L</a></div>',
    ],
    ["aligned text", { type: "paragraph", attrs: { textAlign: "center" } }, '<p class="has-text-center"></p>'],
  ])("%s have their elements", ([, node, html]) => expect(render([node])).toBe(html));
});

test("what could not be mapped is nothing to visitors, and inert text in previews", () => {
  const attrs = { format: "html" as const, name: "iframe", source: "<iframe src=x>", reason: "not known" };
  expect(render([{ type: "fallback", attrs }, { type: "readMore" }, paragraph()])).toBe("<p></p>");
  expect(render([{ type: "fallback", attrs }], { showFallbacks: true })).toBe(
    '<div class="fallback fallback-html"><p>Not shown to visitors: iframe: not known</p>' +
      '<pre tabindex="0"><code>&lt;iframe src=x&gt;</code></pre></div>',
  );
});

describe("pages of a body", () => {
  const html = (page: DocumentBody) => renderBody(page).html.toString();

  test("end at its breaks; those without a block are left out", () => {
    const pageBreak: BlockNode = { type: "pageBreak" };
    const body = bodyOf(pageBreak, paragraph(text("a")), pageBreak, pageBreak, paragraph(text("b")), pageBreak);
    expect(splitPages(body).map(html)).toEqual(["<p>a</p>", "<p>b</p>"]);
    expect(splitPages(bodyOf(pageBreak)).map(html)).toEqual([""]);
    expect(splitPages(bodyOf()).map(html)).toEqual([""]);
  });

  test("have the footnotes that they refer to; the last has those that none refers to", () => {
    const body = bodyOf(paragraph(reference("a")), { type: "pageBreak" }, paragraph(reference("b"), reference("a")), {
      type: "footnotes",
      content: [note("a"), note("b"), note("c")],
    });
    const notes = splitPages(body).map((page) => [...html(page).matchAll(/<li id="fn-(.)"/g)].map(([, id]) => id));
    expect(notes).toEqual([["a"], ["b", "a", "c"]]);
  });
});

test("a protected document is a form that says when the password was wrong", () => {
  expect(passwordForm({ action: '/a"b' }).toString()).toMatch(
    /^<form class="password-form" method="post" action="\/a&quot;b">.* type="password" /,
  );
  expect(passwordForm({ action: "/a", isWrong: true }).toString()).toContain('role="alert"');
});
