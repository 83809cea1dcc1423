import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlOf, parseBlocks, type Block } from "#control-plane/services/imports/wxr/blocks/grammar.ts";
import { replaceShortcodes } from "#control-plane/services/imports/wxr/shortcodes/grammar.ts";

/** A block as it may be written, and what its parsing has to give. */
interface Written {
  readonly name: string;
  readonly attributes: Record<string, fc.JsonValue>;
  readonly content: readonly (string | Written)[];
}

const name = fc.constantFrom("core/paragraph", "core/group", "acme/box", "core-embed/twitter");
const html = fc.constantFrom("<p>a</p>", "text", "<!-- note -->", "<b>", " ", "--", "<!-- more -->");
const written: fc.Arbitrary<Written> = fc.letrec<{ block: Written }>((tie) => ({
  block: fc.record({
    name,
    attributes: fc.dictionary(
      fc.string({ maxLength: 5 }).filter((key) => key !== "__proto__"),
      fc.jsonValue({ maxDepth: 1 }),
      { maxKeys: 3 },
    ),
    content: fc.array(fc.oneof({ depthSize: "small" }, html, tie("block")), { maxLength: 4 }),
  }),
})).block;

/** The editor spells `--` in attributes so that no attribute ends its comment. */
function spell({ name: blockName, attributes, content }: Written): string {
  const json = JSON.stringify(attributes).replaceAll("--", "\\u002d\\u002d").replaceAll(">", "\\u003e");
  const short = blockName.replace("core/", "");
  const inner = content.map((piece) => (typeof piece === "string" ? piece : spell(piece))).join("");
  const head = `<!-- wp:${short}${json === "{}" ? "" : ` ${json}`}`;
  return inner === "" ? `${head} /-->` : `${head} -->${inner}<!-- /wp:${short} -->`;
}

/** Strings side by side are one. */
function merged(content: readonly (string | Written)[]): (string | Written)[] {
  const pieces: (string | Written)[] = [];
  for (const piece of content) {
    const last = pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string") pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  }
  return pieces;
}

function same(block: Block, wanted: Written): void {
  expect(block.name).toBe(wanted.name);
  expect(block.attributes).toEqual(JSON.parse(JSON.stringify(wanted.attributes)));
  const content = merged(wanted.content);
  expect(block.content.length).toBe(content.length);
  for (const [index, piece] of block.content.entries()) {
    if (typeof piece === "string") expect(piece).toBe(content[index]);
    else same(piece, content[index] as Written);
  }
}

describe("the grammar of blocks", () => {
  test("reads what the editor writes, whatever is nested in what", () => {
    fc.assert(
      fc.property(written, (block) => {
        const { blocks, faults } = parseBlocks(spell(block));
        expect(faults).toEqual([]);
        expect(blocks).toHaveLength(1);
        same(blocks[0]!, block);
      }),
      { numRuns: 300 },
    );
  });

  test("ends on any input and loses no text", () => {
    const piece = fc.constantFrom(
      "<!-- wp:a -->",
      "<!-- /wp:a -->",
      '<!-- wp:b {"x":1} -->',
      "<!-- /wp:b -->",
      "<!-- wp:c /-->",
      "<!-- wp:d {bad} -->",
      "<!-- wp:e",
      "-->",
      "text",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { blocks } = parseBlocks(pieces.join(""));
        const texts = (source: string) => source.split("text").length;
        expect(texts(blocks.map(htmlOf).join(""))).toBeGreaterThanOrEqual(
          texts(pieces.join("").replace(/<!-- \/?wp:[\s\S]*?-->/g, "")),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("says what is wrong and goes on", () => {
    const { blocks, faults } = parseBlocks(
      "<!-- wp:group {oops --><!-- wp:paragraph --><p>a</p><!-- /wp:group --><!-- /wp:list -->",
    );
    expect(blocks.map(({ name: blockName }) => blockName)).toEqual(["core/group"]);
    expect(htmlOf(blocks[0]!)).toBe("<p>a</p>");
    expect(faults).toEqual([
      "block core/group has attributes that are no JSON object",
      "block core/paragraph has no end",
      "an end of block core/list without its beginning",
    ]);
  });

  test("is done with a hundred thousand openings in no time worth counting", () => {
    const { blocks } = parseBlocks("<!-- wp:group -->".repeat(100_000));
    expect(blocks).toHaveLength(1);
  });
});

describe("the grammar of shortcodes", () => {
  test("tells shortcodes from text in brackets", () => {
    const found = (source: string) => replaceShortcodes(source).shortcodes.map(({ name: shortcode }) => shortcode);
    expect(found('[gallery ids="1,2"] and [sic] and [1] [...]')).toEqual(["gallery"]);
    expect(found("[contact-form-7 id=\"5\" title='x']")).toEqual(["contact-form-7"]);
    expect(found("one\n[unknown]\ntwo")).toEqual(["unknown"]);
    expect(found('<a href="[gallery]">x</a> <code>[gallery]</code> <!-- [gallery] -->')).toEqual([]);
  });

  test("reads attributes with and without names, and content", () => {
    const { shortcodes } = replaceShortcodes("[audio one=\"a b\" TWO='c' three=d e]inside[/audio]");
    expect([...shortcodes[0]!.attributes]).toEqual([
      ["one", "a b"],
      ["two", "c"],
      ["three", "d"],
    ]);
    expect(shortcodes[0]).toMatchObject({ values: ["e"], content: "inside" });
  });

  test("leaves escaped ones as text without their outer brackets", () => {
    expect(replaceShortcodes("a [[gallery]] b")).toEqual({ html: "a [gallery] b", shortcodes: [] });
  });

  test("ends on any input", () => {
    const piece = fc.constantFrom(
      "[",
      "]",
      "[a",
      "[/a]",
      "[gallery]",
      '"',
      "'",
      "<",
      ">",
      "<pre>",
      "=",
      "[[",
      "]]",
      "x ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { html: replaced, shortcodes } = replaceShortcodes(pieces.join(""));
        expect(replaced.split("<hotswap-shortcode").length - 1).toBe(shortcodes.length);
      }),
      { numRuns: 500 },
    );
  });
});
