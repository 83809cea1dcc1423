import { describe, expect, test } from "vitest";
import { cdata, exportAttachment, exportItem } from "#test/support/wxr-export.ts";
import { convert, documentOf, exportOf, nodesOfType, textOfBody, typesOf, valuesOf } from "./convert.ts";

const upload = "https://many.example/wp-content/uploads/2020/01/tree.jpg";
const files = [exportAttachment(50, upload), exportAttachment(51, "https://many.example/wp-content/uploads/song.mp3")];

async function bodyOf(content: string, extra = "") {
  const converted = await convert(
    exportOf(exportItem({ id: 1, content, extra }), exportItem({ id: 2, slug: "other" }), ...files),
  );
  return { ...documentOf(converted, 1), lines: converted.lines };
}

function paragraphs(document: Awaited<ReturnType<typeof bodyOf>>) {
  return nodesOfType(document, "paragraph").map(({ content = [] }) =>
    content.map((node) => (node.type === "text" ? node.text : `{${node.type}}`)).join(""),
  );
}

describe("the classic editor's text", () => {
  test("empty lines begin paragraphs, line ends break lines, blocks stand by themselves", async () => {
    const document = await bodyOf("one\ntwo\n\nthree\n<h2>four</h2>\nfive\n\n\n  <b>six\n\nseven</b>");
    expect(typesOf(document)).toEqual(["paragraph", "paragraph", "heading", "paragraph", "paragraph", "paragraph"]);
    expect(paragraphs(document)).toEqual(["one{hardBreak}two", "three", "five", "six", "seven"]);
  });

  test("preformatted text keeps its spaces and line ends", async () => {
    const document = await bodyOf('<pre>a\n\n  b</pre><pre><code class="language-js">x\n  [gallery]</code></pre>');
    expect(nodesOfType(document, "preformatted")[0]?.content).toEqual([{ type: "text", text: "a\n\n  b" }]);
    expect(nodesOfType(document, "codeBlock")[0]).toEqual({
      type: "codeBlock",
      attrs: { language: "js" },
      content: [{ type: "text", text: "x\n  [gallery]" }],
    });
  });

  test("only known websites' addresses on lines of their own become embeds", async () => {
    const document = await bodyOf(
      "https://youtu.be/abcdefghijk\n\nsee https://youtu.be/abcdefghijk\n\nhttps://unknown.example/x",
    );
    expect(typesOf(document)).toEqual(["embed", "paragraph", "paragraph"]);
  });
});

describe("links of the site", () => {
  test("lead to the pages' paths, whatever their spelling", async () => {
    const links = [
      "/2020/01/02/other/#top",
      "http://www.many.example/2020/01/02/other",
      "https://many.example/?p=2",
      "../other",
      "https://many.example/",
    ];
    const document = await bodyOf(links.map((href) => `<a href="${href}">x</a>`).join(" "));
    const hrefs = nodesOfType(document, "paragraph").flatMap(({ content = [] }) =>
      content
        .flatMap((node) => ("marks" in node ? (node.marks ?? []) : []))
        .flatMap((mark) => (mark.type === "link" ? [mark.attrs.href] : [])),
    );
    expect(hrefs).toEqual([
      "/2020/01/02/other#top",
      "/2020/01/02/other",
      "/2020/01/02/other",
      "/2020/01/02/other",
      "/",
    ]);
  });

  test("to what is not in the export stay as they are, and are said", async () => {
    const document = await bodyOf('<a href="/gone/">x</a>');
    expect(JSON.stringify(document.body)).toContain('"href":"https://many.example/gone/"');
    expect(document.lines.map(({ detail }) => detail)).toContain(
      "a link to https://many.example/gone/ was left as it is: that is not in the export",
    );
  });
});

describe("pictures", () => {
  test("are attachments by address, resized ones, or id; others by their address", async () => {
    const sources = [
      `<img src="${upload.replace(".jpg", "-300x200.jpg")}">`,
      '<img class="wp-image-50" src="https://cdn.example/y.jpg">',
      '<img src="https://else.example/z.jpg">',
    ];
    const pictures = nodesOfType(await bodyOf(sources.join("\n\n")), "image").map(
      ({ attrs }) => attrs.mediaId ?? attrs.src,
    );
    expect(pictures).toEqual([
      expect.stringMatching(/-50$/),
      expect.stringMatching(/-50$/),
      "https://else.example/z.jpg",
    ]);
  });

  test("in a line of text stay in it; alone or aligned they are blocks, with their links", async () => {
    const document = await bodyOf(
      `a <img src="${upload}"> b\n\n<a href="${upload}"><img src="${upload}"></a>\n\n<img class="alignright" src="${upload}"> c`,
    );
    expect(typesOf(document)).toEqual(["paragraph", "image", "image", "paragraph"]);
    expect(nodesOfType(document, "image")[0]?.attrs.href).toBe("/wp-content/uploads/2020/01/tree.jpg");
  });
});

describe("blocks", () => {
  test("hold what they hold: columns, covers, media beside text, details, buttons, files", async () => {
    const document =
      await bodyOf(`<!-- wp:columns --><div><!-- wp:column {"width":"66.66%"} --><div><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:details --><details><summary>More</summary><!-- wp:paragraph --><p>b</p><!-- /wp:paragraph --></details><!-- /wp:details -->
<!-- wp:buttons --><div><!-- wp:button {"className":"is-style-outline"} --><div><a href="https://many.example/?p=2">Go</a></div><!-- /wp:button --></div><!-- /wp:buttons -->
<!-- wp:file {"id":51} --><div><a href="x">A song</a></div><!-- /wp:file -->
<!-- wp:spacer --><div></div><!-- /wp:spacer -->
<!-- wp:acme/map {"zoom":3} /-->`);
    expect(document.body.content).toMatchObject([
      { type: "columns", content: [{ attrs: { width: 66.66 } }] },
      { type: "details", attrs: { summary: "More" } },
      { type: "buttons", content: [{ attrs: { href: "/2020/01/02/other", label: "Go", variant: "outline" } }] },
      { type: "file", attrs: { label: "A song" } },
      { type: "fallback", attrs: { name: "acme/map", source: '<!-- wp:acme/map {"zoom":3} /-->' } },
    ]);
  });

  test("footnotes follow their references to the end", async () => {
    const notes = JSON.stringify([{ id: "n-1", content: "The <em>note</em>." }]);
    const document = await bodyOf(
      '<!-- wp:paragraph --><p>Text<sup data-fn="n-1"><a href="#n-1">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->',
      `<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>${cdata(notes)}</wp:meta_value></wp:postmeta>`,
    );
    expect(typesOf(document)).toEqual(["paragraph", "footnotes"]);
    expect(textOfBody(document)).toBe("TextThe note.");
  });

  test("reusable ones are unfolded, themselves never", async () => {
    const reusable = (id: number, content: string) => exportItem({ id, type: "wp_block", content });
    const page = exportItem({ id: 1, content: '<!-- wp:block {"ref":7} /--><!-- wp:block {"ref":8} /-->' });
    const items = [
      page,
      reusable(7, "<!-- wp:paragraph --><p>again</p><!-- /wp:paragraph -->"),
      reusable(8, '<!-- wp:block {"ref":8} /-->'),
    ];
    expect(typesOf(documentOf(await convert(exportOf(...items)), 1))).toEqual(["paragraph", "fallback"]);
  });
});

describe("types of the site's own", () => {
  test("keep their type and public fields, serialised ones unpacked; internal ones are counted", async () => {
    const meta = (key: string, value: string) =>
      `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value>${cdata(value)}</wp:meta_value></wp:postmeta>`;
    const extra = meta("price", "12") + meta("_secret", "x") + meta("sizes", 'a:2:{i:0;s:2:"ü";i:1;i:4;}');
    const converted = await convert(
      exportOf(exportItem({ id: 1, type: "car_model", extra }), exportItem({ id: 2, type: "revision" })),
    );
    expect(documentOf(converted, 1)).toMatchObject({ type: "car-model", fields: { price: "12", sizes: ["ü", 4] } });
    expect(converted.lines).toContainEqual(
      expect.objectContaining({ outcome: "left-out", place: "items of type revision" }),
    );
  });

  test("media take what fetching found, or say why it found nothing", async () => {
    const outcome = {
      ok: true as const,
      digest: "a".repeat(64),
      bytes: 5,
      contentType: "image/png",
      width: 3,
      height: 2,
      variants: [],
    };
    const converted = await convert(exportOf(...files), {
      fetchMedia: async ({ fileName }) => (fileName === "tree.jpg" ? outcome : { ok: false, reason: "It is gone." }),
    });
    expect(valuesOf(converted, "media")).toMatchObject([
      { digest: outcome.digest, contentType: "image/png", width: 3, unavailable: null },
      { digest: null, unavailable: "It is gone." },
    ]);
  });
});
