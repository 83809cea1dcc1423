import { describe, expect, test } from "vitest";
import { contentRecordSchema } from "#domain/content/index.ts";
import { nodesOf } from "#domain/document/index.ts";
import { cdata, escaped, exportAttachment, exportComment, exportHead, exportItem } from "#test/support/wxr-export.ts";
import { convert, documentOf, exportOf, textOfBody, typesOf, valuesOf } from "./convert.ts";

const encode = (text: string) => new TextEncoder().encode(text);

describe("a file that is no export", () => {
  const declaration = (inside: string) =>
    `<?xml version="1.0"?><!DOCTYPE rss [${inside}]><rss><channel>&a;</channel></rss>`;
  const bomb = declaration(`<!ENTITY a "lol">${"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>".repeat(20)}`);
  test.each([
    ["entities that grow", bomb, "declares-document-type"],
    ["an external entity", declaration('<!ENTITY a SYSTEM "file:///etc/passwd">'), "declares-document-type"],
    ["an external document type", '<!DOCTYPE rss SYSTEM "http://192.0.2.1/x.dtd"><rss/>', "declares-document-type"],
    ["an internal subset without end", `<!DOCTYPE rss [${"<!ENTITY a 'b'>".repeat(200_000)}`, "too-large"],
    ["an unknown entity", exportOf().replace("Many", "&nbsp;"), "not-xml"],
    ["no XML", "Hello, I am a text.", "not-xml"],
    ["nothing", "", "cut-off"],
    ["HTML", "<html><body></body></html>", "not-wxr"],
    ["another feed", "<rss><channel><title>x</title></channel></rss>", "not-wxr"],
    ["another version", exportOf().replace(">1.2<", ">9.9<"), "not-wxr"],
    ["ends that do not match", exportOf().replace("</title>", "</tilte>"), "not-xml"],
    [
      "attributes without end",
      exportOf(`<item ${Array.from({ length: 101 }, (_, index) => `a${index}="1"`).join(" ")}/>`),
      "too-large",
    ],
    ["elements without end of depth", `${exportHead()}${"<item>".repeat(100)}`, "too-large"],
  ])("with %s is refused", async (_, file, code) => {
    await expect(convert(file, { chunk: 65_536 })).rejects.toMatchObject({ code, message: expect.stringMatching(/./) });
  });

  test("names the item in which it ends, and the last whole one", async () => {
    const file = exportOf(exportItem({ id: 1, title: "One" }), exportItem({ id: 2, title: "Two" }));
    const cutOff = convert(file.slice(0, file.indexOf("<wp:post_type>", file.indexOf("Two"))));
    await expect(cutOff).rejects.toThrow(
      /^Line \d+ in item 2 "Two": the file ends in the middle .* The last whole item was post 1 "One"\.$/,
    );
  });

  test("has more items than allowed", async () => {
    const items = [1, 2, 3].map((id) => exportItem({ id }));
    await expect(convert(exportOf(...items), { options: { itemsMax: 2 } })).rejects.toMatchObject({
      code: "too-large",
    });
  });
});

describe("encodings", () => {
  const text = exportOf(exportItem({ id: 1, title: "Grüße" }));
  const title = async (bytes: Uint8Array) => documentOf(await convert(bytes, { chunk: 7 }), 1).title;

  test("UTF-8 and UTF-16 with a mark, Latin-1 as declared, in pieces of any size", async () => {
    expect(await title(encode(`\uFEFF${text}`))).toBe("Grüße");
    const utf16 = text.replace("UTF-8", "UTF-16");
    const little = new Uint8Array(Buffer.from(`\uFEFF${utf16}`, "utf16le"));
    expect(await title(little)).toBe("Grüße");
    expect(await title(new Uint8Array(Buffer.from(little).swap16()))).toBe("Grüße");
    expect(await title(new Uint8Array(Buffer.from(text.replace("UTF-8", "ISO-8859-1"), "latin1")))).toBe("Grüße");
  });

  test("wrong ones are refused with line and byte, unknown ones by name", async () => {
    const latin = new Uint8Array(Buffer.from(text, "latin1"));
    const place = new RegExp(`^Line 6: byte ${latin.indexOf(0xfc)} is not UTF-8\\.`);
    await expect(convert(latin)).rejects.toThrow(place);
    await expect(convert(latin, { chunk: 5 })).rejects.toThrow(place);
    await expect(convert(text.replace("UTF-8", "EBCDIC-7"))).rejects.toMatchObject({ code: "unknown-encoding" });
    await expect(convert(text.replace("UTF-8", "UTF-16"))).rejects.toMatchObject({ code: "wrong-encoding" });
    await expect(convert(encode(`\uFEFF${text.replace("UTF-8", "ISO-8859-1")}`))).rejects.toMatchObject({
      code: "wrong-encoding",
    });
  });

  test("control characters are left out and said", async () => {
    const converted = await convert(exportOf(exportItem({ id: 1, title: "a\u0008b", content: "c\u0001d ]]> e" })));
    expect(documentOf(converted, 1).title).toBe("ab");
    expect(textOfBody(documentOf(converted, 1))).toBe("cd ]]> e");
    expect(converted.lines.map(({ detail }) => detail)).toContain(
      "2 control characters were left out, the first in line 6",
    );
  });
});

const payloads = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<img src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
  '<object data="javascript:alert(1)"></object>',
  '<video src="javascript:alert(1)" poster="javascript:alert(1)"></video>',
  '<p style="background:url(javascript:alert(1))" onclick="alert(1)">x</p>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '[caption]<img src="javascript:alert(1)">[/caption]',
  "[embed]javascript:alert(1)[/embed]",
  '[video src="javascript:alert(1)"]',
  '<!-- wp:embed {"url":"javascript:alert(1)"} /-->',
  '<!-- wp:cover {"url":"javascript:alert(1)"} --><p>x</p><!-- /wp:cover -->',
  '<!-- wp:button --><a href="javascript:alert(1)">x</a><!-- /wp:button -->',
  '<!-- wp:social-links --><!-- wp:social-link {"url":"javascript:alert(1)","service":"x"} /--><!-- /wp:social-links -->',
  '<!-- wp:image {"id":"__proto__"} --><img src="vbscript:x"><!-- /wp:image -->',
];

/** Every address of every record. */
function addressesIn(value: unknown, key = ""): string[] {
  if (typeof value === "string")
    return ["href", "src", "url", "sourceUrl", "authorUrl", "canonical"].includes(key) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => addressesIn(member, name));
}

describe("script in every field", () => {
  const all = payloads.join("\n\n");
  const meta = ["_yoast_wpseo_canonical", "_thumbnail_id", "_wp_old_slug", "footnotes", "price"].map(
    (key) => `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value>${cdata(all)}</wp:meta_value></wp:postmeta>`,
  );
  const extra = `${exportComment(1, all)}${meta.join("")}<category domain="${escaped(all).replaceAll('"', "&quot;")}" nicename="x">${cdata(all)}</category>`;
  const item = { title: all, slug: all, link: "javascript:alert(1)", status: "<b>", password: all };
  const file = exportOf(
    exportItem({ ...item, id: 1, content: all, extra }),
    exportItem({
      ...item,
      id: 2,
      type: "thing",
      content: all,
      extra: extra.replace("<wp:comment_id>1<", "<wp:comment_id>2<"),
    }),
    exportAttachment(3, "javascript:alert(1)"),
    exportAttachment(4, 'https://many.example/x"onerror=alert(1).jpg'),
  );

  test("stays text or inert, and every record is valid", async () => {
    const converted = await convert(file);
    expect(converted.records.every((record) => contentRecordSchema.safeParse(record).success)).toBe(true);
    expect(
      addressesIn(converted.records).filter((address) => !/^(?:https?:\/\/|\/|#|mailto:|tel:)/.test(address)),
    ).toEqual([]);
    expect(valuesOf(converted, "document")).toHaveLength(2);
    expect(valuesOf(converted, "comment")).toHaveLength(2);
  });

  test.each(payloads)("as content, %s leaves no element but known nodes", async (payload) => {
    const document = documentOf(await convert(exportOf(exportItem({ id: 1, content: payload }))), 1);
    for (const { node } of nodesOf(document.body)) {
      if (node.type !== "fallback") expect(JSON.stringify(node)).not.toMatch(/javascript:|vbscript:|onerror|srcdoc/);
    }
  });
});

describe("items that contradict one another", () => {
  test("their own parents, parents that are missing, and rings are cut and said", async () => {
    const items = [
      exportItem({ id: 1, type: "page", parent: 1 }),
      exportItem({ id: 2, type: "page", parent: 99 }),
      exportItem({ id: 3, type: "page", parent: 4, link: "https://many.example/?page_id=3" }),
      exportItem({ id: 4, type: "page", parent: 3, link: "https://many.example/?page_id=4" }),
    ];
    const converted = await convert(exportOf(...items));
    expect([1, 2, 3, 4].map((id) => documentOf(converted, id).parentId)).toEqual([null, null, null, null]);
    const changes = converted.lines.filter(({ outcome }) => outcome === "changed").map(({ detail }) => detail);
    expect(changes).toContain("its parent 99 is not in the export");
    expect(changes.filter((detail) => detail.startsWith("it is below itself"))).toHaveLength(3);
  });

  test("repeated ids and paths get a number, and say so", async () => {
    const items = [
      exportItem({ id: 1, slug: "same" }),
      exportItem({ id: 1, slug: "same" }),
      exportItem({ id: 2, slug: "same" }),
    ];
    const converted = await convert(exportOf(...items));
    const documents = valuesOf(converted, "document");
    expect(documents.map(({ path }) => path)).toEqual(["/2020/01/02/same", "/2020/01/02/same-2", "/2020/01/02/same-3"]);
    expect(new Set(documents.map(({ documentId }) => documentId)).size).toBe(3);
    expect(converted.lines.filter(({ detail }) => detail.includes("another's"))).toHaveLength(3);
  });

  test("paths held on the branch by others are left to them, one's own are kept", async () => {
    const file = exportOf(exportItem({ id: 1, slug: "a" }), exportItem({ id: 2, slug: "b" }));
    const first = valuesOf(await convert(file), "document");
    const held = new Map([
      ["/2020/01/02/a", { kind: "document" as const, id: "somebody" }],
      ["/2020/01/02/b", { kind: "document" as const, id: first[1]!.documentId }],
    ]);
    const again = valuesOf(await convert(file, { held }), "document");
    expect(again.map(({ path }) => path)).toEqual(["/2020/01/02/a-2", "/2020/01/02/b"]);
  });

  test("comments below themselves or missing ones stand by themselves", async () => {
    const extra =
      exportComment(1, "a", 2) + exportComment(2, "b", 1) + exportComment(3, "c", 77) + exportComment(4, "d", 3);
    const comments = valuesOf(await convert(exportOf(exportItem({ id: 1, extra }))), "comment");
    expect(comments.map(({ parentId }) => parentId)).toEqual([null, null, null, comments[2]!.commentId]);
  });

  test("dates that are none, statuses that are unknown and titles without end are mended and said", async () => {
    const zeros = "0000-00-00 00:00:00";
    const item = exportItem({ id: 1, dateGmt: zeros, status: "strange", title: "t".repeat(600) });
    const converted = await convert(exportOf(item, exportItem({ id: 2, dateGmt: zeros, date: "2020-13-45 00:00:00" })));
    expect(documentOf(converted, 1)).toMatchObject({ status: "draft", publishedAt: "2020-01-02T03:04:05Z" });
    expect(documentOf(converted, 1).title).toHaveLength(500);
    expect(documentOf(converted, 2).publishedAt).toBeNull();
    expect(converted.lines.filter(({ outcome }) => outcome === "changed")).toHaveLength(4);
  });

  test("an item of too many characters is left out, and what follows is taken", async () => {
    const file = exportOf(exportItem({ id: 1, content: "x".repeat(20_000) }), exportItem({ id: 2 }));
    const converted = await convert(file, { options: { itemCharsMax: 10_000 } });
    expect(valuesOf(converted, "document").map(({ documentId }) => documentId.split("-").at(-1))).toEqual(["2"]);
    expect(converted.lines).toContainEqual(expect.objectContaining({ outcome: "left-out", kind: "item" }));
  });
});

describe("nesting without end", () => {
  test.each([
    ["quotes", "<blockquote>".repeat(60) + "deep"],
    ["lists", "<ul><li>".repeat(60) + "deep"],
    ["tables", "<table><tr><td>".repeat(30) + "deep"],
    ["boxes", "<div>".repeat(200) + "deep"],
    ["groups", "<!-- wp:group -->".repeat(300) + "deep"],
    ["columns", "<!-- wp:columns --><!-- wp:column -->".repeat(25) + "<p>deep</p>"],
    ["quote blocks", "<!-- wp:quote -->".repeat(55) + "<!-- wp:paragraph --><p>deep</p><!-- /wp:paragraph -->"],
    ["marks", "<b><i><u><s>".repeat(20) + "deep"],
  ])("of %s is flattened and its text kept", async (_, content) => {
    const converted = await convert(exportOf(exportItem({ id: 1, content })));
    expect(textOfBody(documentOf(converted, 1))).toContain("deep");
  });

  test("of elements by the thousand, and formatting that never ends, is kept inert", async () => {
    const fonts = Array.from({ length: 20_000 }, (_, index) => `<font color="${index}">`).join("");
    for (const content of ["<div>".repeat(50_000), `${fonts}${"<p>".repeat(20_000)}`]) {
      const document = documentOf(await convert(exportOf(exportItem({ id: 1, content }))), 1);
      expect(typesOf(document)).toEqual(["fallback"]);
    }
  });
});
