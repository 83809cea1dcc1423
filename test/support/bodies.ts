import fc from "fast-check";
import type { BlockNode, BodyMark, DocumentBody, InlineNode } from "#domain/document/index.ts";
import { plainMarks } from "#domain/document/body/inline.ts";

/** Pieces of which text is made that would be markup if anything forgot to escape it. */
const payloads = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  "</p></a></figure><svg/onload=alert(1)>",
  "<!--",
  "-->",
  "]]>",
  "</style></textarea></title>",
  "&lt;b&gt;",
  "&#60;script&#62;",
  "javascript:alert(1)",
  "{{ 7 | times: 7 }}",
];
const words = ["word", "Über", "日本語", "😀", " ", "\n", "\t", "a b", "=", "`"];
const pieces = fc.constantFrom(...payloads, ...words);
const text = fc.array(pieces, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
const line = fc.oneof(fc.constant(""), text);
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });

const unsafePart = fc.constantFrom("a", '"', "'", "<b>", "&amp;", "?x=1&y=2", "#f", "%22", "onclick=x", "/");
const address = fc.array(unsafePart, { maxLength: 4 }).map((parts) => `https://a.test/${parts.join("")}`);
const href = fc.oneof(
  address,
  fc.array(unsafePart, { maxLength: 3 }).map((parts) => `/a${parts.join("")}`),
  fc.constantFrom("#top", "mailto:a@b.test", "tel:+1", "/"),
);
/** `m1` to `m4` are those of `bodyMedia`; the other is of none. */
const mediaId = fc.constantFrom("m1", "m2", "m3", "m4", "none");
const align = optional(fc.constantFrom("left", "center", "right", "wide", "full"));
const textAlign = optional(fc.constantFrom("left", "center", "right", "justify"));
const size = optional(fc.integer({ min: 1, max: 2_000 }));
const source = fc.oneof(fc.record({ mediaId }), fc.record({ src: address }));
/** Notes that are always there. */
const noteId = fc.constantFrom("a", "b", "c-1", "reference-a");

const mark: fc.Arbitrary<BodyMark> = fc.oneof(
  fc.constantFrom(...plainMarks).map((type) => ({ type })),
  text.map((title) => ({ type: "abbreviation" as const, attrs: { title } })),
  fc.record({
    type: fc.constant("link" as const),
    attrs: fc.record({
      href,
      title: optional(line),
      newTab: optional(fc.boolean()),
      rel: optional(fc.constantFrom("nofollow", "sponsored", "ugc")),
    }),
  }),
);
const marks = optional(fc.uniqueArray(mark, { maxLength: 4, selector: ({ type }) => type }));
const textNode = fc.record({ type: fc.constant("text" as const), text, marks });
const plainInline: fc.Arbitrary<InlineNode> = fc.oneof(
  { weight: 5, arbitrary: textNode },
  fc.constant({ type: "hardBreak" as const }),
  fc
    .tuple(source, fc.record({ alt: line, width: size, height: size }), marks)
    .map(([from, attrs, marks]) => ({ type: "inlineImage" as const, attrs: { ...from, ...attrs }, marks })),
);
const reference: fc.Arbitrary<InlineNode> = noteId.map((id) => ({ type: "footnoteReference", attrs: { id } }));

/** @param isInNote there are no references in a note */
function blocksWith(isInNote: boolean): fc.Arbitrary<BlockNode[]> {
  const inline = optional(fc.array(isInNote ? plainInline : fc.oneof(plainInline, reference), { maxLength: 4 }));
  const image = fc
    .tuple(
      source,
      fc.record({ alt: line, title: optional(line), align, href: optional(href), width: size, height: size }),
      inline,
    )
    .map(([from, attrs, content]) => ({ type: "image" as const, attrs: { ...from, ...attrs }, content }));
  const textBlock = fc.oneof(
    fc.record({ type: fc.constant("paragraph" as const), attrs: fc.record({ textAlign }), content: inline }),
    fc.record({
      type: fc.constant("heading" as const),
      attrs: fc.record({
        level: fc.integer({ min: 1, max: 6 }),
        textAlign,
        id: optional(fc.constantFrom("a", "fn-a", "fnref1-a", "h-word", "über", "a:b.c~%41")),
      }),
      content: inline,
    }),
    fc.record({
      type: fc.constant("codeBlock" as const),
      attrs: fc.record({ language: optional(fc.constantFrom("c++", "js", "F#")) }),
      content: optional(fc.array(fc.record({ type: fc.constant("text" as const), text }), { maxLength: 2 })),
    }),
    fc.record({
      type: fc.constant("preformatted" as const),
      attrs: fc.record({ variant: optional(fc.constant("verse" as const)) }),
      content: inline,
    }),
    fc.constantFrom({ type: "horizontalRule" as const }, { type: "readMore" as const }),
  );
  const mediaBlock = fc.oneof(
    image,
    fc.record({
      type: fc.constant("gallery" as const),
      attrs: fc.record({ columns: fc.integer({ min: 1, max: 8 }), align }),
      content: fc.array(image, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant("video" as const),
      attrs: fc.record({ mediaId, title: optional(line), posterMediaId: optional(mediaId), align }),
      content: inline,
    }),
    fc.record({
      type: fc.constant("audio" as const),
      attrs: fc.record({ mediaId, title: optional(line) }),
      content: inline,
    }),
    fc.record({ type: fc.constant("file" as const), attrs: fc.record({ mediaId, label: text }) }),
    fc.record({
      type: fc.constant("embed" as const),
      attrs: fc.record({
        url: address,
        provider: fc.constantFrom("", "YouTube", "a.b c+"),
        title: line,
        posterMediaId: optional(mediaId),
        align,
      }),
      content: inline,
    }),
    fc.record({
      type: fc.constant("buttons" as const),
      attrs: fc.record({ align: optional(fc.constantFrom("left", "center", "right")) }),
      content: fc.array(
        fc.record({
          type: fc.constant("button" as const),
          attrs: fc.record({
            href,
            label: text,
            variant: optional(fc.constant("outline" as const)),
            newTab: optional(fc.boolean()),
          }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      type: fc.constant("fallback" as const),
      attrs: fc.record({
        format: fc.constantFrom("html", "shortcode", "wordpress-block"),
        name: fc.constantFrom("iframe", "contact-form-7", "core/calendar"),
        source: line,
        reason: line,
      }),
    }),
  );
  const { block } = fc.letrec<{ block: BlockNode; blocks: BlockNode[] }>((tie) => {
    const blocks = tie("blocks");
    const holder = <Type extends string, Attrs>(type: Type, attrs: fc.Arbitrary<Attrs>) =>
      fc.record({ type: fc.constant(type), attrs, content: blocks });
    const items = fc.array(fc.record({ type: fc.constant("listItem" as const), content: blocks }), {
      minLength: 1,
      maxLength: 3,
    });
    const cell = holder(
      "tableCell",
      fc.record({
        colspan: optional(fc.integer({ min: 1, max: 3 })),
        rowspan: optional(fc.integer({ min: 1, max: 3 })),
        textAlign,
      }),
    );
    const anyCell = fc.oneof(
      cell,
      cell.map((cell) => ({ ...cell, type: "tableHeader" as const })),
    );
    const row = fc.record({ type: fc.constant("tableRow" as const), content: fc.array(anyCell, { maxLength: 3 }) });
    return {
      blocks: fc.array(tie("block"), { minLength: 1, maxLength: 3 }),
      block: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        textBlock,
        mediaBlock,
        holder(
          "blockquote",
          fc.record({ citation: optional(line), variant: optional(fc.constant("pull" as const)), align }),
        ),
        fc.record({ type: fc.constant("bulletList" as const), content: items }),
        fc.record({
          type: fc.constant("orderedList" as const),
          attrs: fc.record({
            start: optional(fc.integer({ min: 0, max: 5 })),
            reversed: optional(fc.boolean()),
            type: optional(fc.constantFrom("1", "a", "A", "i", "I")),
          }),
          content: items,
        }),
        fc.record({
          type: fc.constant("definitionList" as const),
          content: fc.tuple(
            fc.record({ type: fc.constant("definitionTerm" as const), content: inline }),
            fc.record({ type: fc.constant("definitionDescription" as const), content: blocks }),
          ),
        }),
        holder("callout", fc.record({ tone: fc.constantFrom("note", "info", "success", "warning", "danger") })),
        holder("details", fc.record({ summary: line, open: optional(fc.boolean()) })),
        holder("cover", fc.oneof(fc.record({ align }), fc.record({ mediaId, align }), fc.record({ src: address }))),
        fc.record({
          type: fc.constant("columns" as const),
          attrs: fc.record({ align }),
          content: fc.array(holder("column", fc.record({ width: optional(fc.integer({ min: 1, max: 100 })) })), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
        fc.record({
          type: fc.constant("table" as const),
          attrs: fc.record({ caption: optional(line), align }),
          content: fc.array(row, { minLength: 1, maxLength: 3 }),
        }),
      ),
    };
  });
  return fc.array(block, { maxLength: 6 });
}

const ownBlocks = blocksWith(false);
const noteBlocks = blocksWith(true).map((blocks) => (blocks.length === 0 ? [{ type: "paragraph" as const }] : blocks));

/** Bodies of every kind of node, mark and attribute, with text that tries to be markup in each of them. */
export const bodies: fc.Arbitrary<DocumentBody> = fc
  .tuple(ownBlocks, ownBlocks, fc.boolean(), fc.tuple(noteBlocks, noteBlocks, noteBlocks, noteBlocks))
  .map(([before, after, isCut, notes]) => ({
    type: "doc",
    content: [
      ...before,
      ...(isCut ? [{ type: "pageBreak" as const }] : []),
      ...after,
      {
        type: "footnotes",
        content: ["a", "b", "c-1", "reference-a"].map((id, index) => ({
          type: "footnote" as const,
          attrs: { id },
          content: notes[index]!,
        })),
      },
    ],
  }));
