import fc from "fast-check";
import { parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { lineText } from "#control-plane/services/imports/wxr/html/dom.ts";
import { parseHtml } from "#control-plane/services/imports/wxr/html/parse-html.ts";
import { parsePhpValue } from "#control-plane/services/imports/wxr/records/php-value.ts";
import { readWxr } from "#control-plane/services/imports/wxr/xml/read-wxr.ts";
import { cdata, escaped, exportFoot, exportHead } from "#test/support/wxr-export.ts";

/** The texts of `note` elements, read in pieces of a size. */
async function notesIn(xml: string, chunk: number): Promise<{ text: string; line: number }[]> {
  const bytes = new TextEncoder().encode(xml);
  const source = {
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
  const notes: { text: string; line: number }[] = [];
  for await (const { element } of readWxr(source, { itemCharsMax: 1_000_000 })) {
    if (element.name === "note") notes.push({ text: element.text, line: element.line });
  }
  return notes;
}

describe("reading", () => {
  const piece = fc.constantFrom(
    "a",
    "\n",
    "<",
    "&",
    "]",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?",
    "?>",
    "é",
    "😀",
    " ",
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  test("gives back every text, in sections or not, beside comments, in pieces of any size, with its line", async () => {
    const written = fc.array(
      fc.record({
        text,
        isSection: fc.boolean(),
        comment: fc.constantFrom("", "<!-- <![CDATA[ -->", "<?x <![CDATA[ ?>"),
      }),
      {
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(written, fc.integer({ min: 1, max: 40 }), async (notes, chunk) => {
        const spell = (value: string) => escaped(value).replaceAll("]]>", "]]&gt;");
        const xml = notes.map(
          (note) =>
            `${note.comment}<note>${note.isSection ? `x${cdata(note.text)}y` : `x${spell(note.text)}y`}</note>\n`,
        );
        const read = await notesIn(`${exportHead()}${xml.join("")}${exportFoot}`, chunk);
        expect(read.map((note) => note.text)).toEqual(notes.map((note) => `x${note.text}y`));
        const lines = xml.map((_, index) => `${exportHead()}${xml.slice(0, index).join("")}`.split("\n").length);
        expect(read.map(({ line }) => line)).toEqual(lines);
      }),
      { numRuns: 150 },
    );
  });

  test("of HTML sees plain text as the parser of browsers would", () => {
    const html = fc.array(fc.constantFrom("<p>", "</p>", "a", " ", "\n", "\r\n", "&amp;", "b", ">"), { maxLength: 8 });
    fc.assert(
      fc.property(html, (pieces) => {
        const source = pieces.join("");
        const wanted = parseFragment(source).childNodes;
        expect(lineText(parseHtml(source) ?? [])).toBe(lineText(wanted));
        const tags = (nodes: typeof wanted) =>
          nodes.filter((node) => "tagName" in node).map(({ nodeName }) => nodeName);
        expect(tags(parseHtml(source) ?? [])).toEqual(tags(wanted));
      }),
      { numRuns: 500 },
    );
  });
});

describe("PHP's serialised values", () => {
  test("are read by bytes; what is broken, an object or without end is none", () => {
    expect(parsePhpValue('a:2:{s:5:"width";i:640;s:1:"é";b:1;}')).toBeNull();
    expect(parsePhpValue('a:2:{s:5:"width";i:640;s:2:"é";b:1;}')).toEqual({ width: 640, é: true });
    expect(parsePhpValue('O:8:"stdClass":0:{}')).toBeNull();
    expect(parsePhpValue('s:99999999:"x";')).toBeNull();
    expect(parsePhpValue("a:1:{i:0;".repeat(5_000))).toBeNull();
    expect(parsePhpValue('a:1:{s:9:"__proto__";a:1:{s:1:"x";i:1;}}')).toEqual({});
  });
});
