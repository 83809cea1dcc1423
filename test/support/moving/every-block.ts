import type { BlockNode, DocumentBody, InlineNode } from "#domain/document/index.ts";

const text = (value: string, ...marks: NonNullable<Extract<InlineNode, { type: "text" }>["marks"]>): InlineNode =>
  marks.length === 0 ? { type: "text", text: value } : { type: "text", text: value, marks };
const line = (...content: InlineNode[]): BlockNode => ({ type: "paragraph", content });

/** A body with every kind of block and mark, as far as those that are exported say all of themselves. */
export function everyBlock(mediaId: string): DocumentBody {
  const image = { type: "image", attrs: { mediaId, alt: "A picture" } } as const;
  return {
    type: "doc",
    content: [
      line(
        text("Plain "),
        text("bold", { type: "bold" }),
        text(" and "),
        text("both", { type: "bold" }, { type: "italic" }),
        text("still bold", { type: "bold" }),
        text(", "),
        text("gone", { type: "strike" }),
        text(" "),
        text("code <b>", { type: "code" }),
        text(" "),
        text("H", { type: "keyboard" }),
        text("2", { type: "subscript" }),
        text(" "),
        text("a link", { type: "link", attrs: { href: "https://example.com/?a=1&b=2", title: 'Say "hi"' } }),
        text(" and "),
        text("another", { type: "link", attrs: { href: "/about#us", newTab: true, rel: "nofollow" } }),
        text(" of "),
        text("HTML", { type: "abbreviation", attrs: { title: "HyperText Markup Language" } }),
        { type: "hardBreak" },
        text("*not* _this_ # [x] <script>alert(1)</script> & | `tick` \\ 1. 2) + -"),
        { type: "footnoteReference", attrs: { id: "note-1" } },
      ),
      { type: "heading", attrs: { level: 2 }, content: [text("A heading & more")] },
      { type: "heading", attrs: { level: 3, id: "there", textAlign: "center" }, content: [text("With a place")] },
      { type: "paragraph", attrs: { textAlign: "right" }, content: [text("To the right")] },
      {
        type: "codeBlock",
        attrs: { language: "js" },
        content: [{ type: "text", text: "if (a < b) {\n\n  return `${c}`;\n}" }],
      },
      { type: "preformatted", attrs: { variant: "verse" }, content: [text("  A line\n\n    another")] },
      {
        type: "blockquote",
        content: [
          line(text("Said")),
          { type: "bulletList", content: [{ type: "listItem", content: [line(text("in it"))] }] },
        ],
      },
      { type: "blockquote", attrs: { citation: "Somebody", variant: "pull" }, content: [line(text("Pulled"))] },
      {
        type: "bulletList",
        content: [
          { type: "listItem", content: [line(text("one"))] },
          {
            type: "listItem",
            content: [
              line(text("two")),
              {
                type: "orderedList",
                attrs: { start: 3 },
                content: [{ type: "listItem", content: [line(text("deep"))] }],
              },
            ],
          },
        ],
      },
      {
        type: "orderedList",
        attrs: { reversed: true, type: "a" },
        content: [{ type: "listItem", content: [line(text("last"))] }],
      },
      {
        type: "definitionList",
        content: [
          { type: "definitionTerm", content: [text("Rye")] },
          { type: "definitionDescription", content: [line(text("A grain"))] },
        ],
      },
      {
        type: "table",
        content: [
          {
            type: "tableRow",
            content: [
              { type: "tableHeader", content: [line(text("A"))] },
              { type: "tableHeader", attrs: { textAlign: "right" }, content: [line(text("B"))] },
            ],
          },
          {
            type: "tableRow",
            content: [
              { type: "tableCell", content: [line(text("1 | 2"))] },
              { type: "tableCell", attrs: { textAlign: "right" }, content: [line(text("3"))] },
            ],
          },
        ],
      },
      {
        type: "table",
        attrs: { caption: "Sizes", align: "wide" },
        content: [
          {
            type: "tableRow",
            content: [{ type: "tableCell", attrs: { colspan: 2 }, content: [line(text("x")), line(text("y"))] }],
          },
        ],
      },
      { type: "readMore" },
      image,
      {
        type: "image",
        attrs: {
          src: "https://pictures.example/a.png",
          alt: "",
          width: 300,
          height: 200,
          align: "left",
          title: "T",
          href: "/about",
        },
        content: [text("With a "), text("caption", { type: "italic" })],
      },
      { type: "gallery", attrs: { columns: 2, align: "wide" }, content: [image, { ...image, content: [text("Two")] }] },
      {
        type: "embed",
        attrs: { url: "https://www.youtube.com/watch?v=abcdefg", provider: "YouTube", title: "" },
        content: [text("A film")],
      },
      { type: "file", attrs: { mediaId, label: "Download it" } },
      { type: "horizontalRule" },
      { type: "pageBreak" },
      { type: "callout", attrs: { tone: "warning" }, content: [line(text("Hot")), line(text("Very"))] },
      { type: "details", attrs: { summary: "More & more", open: true }, content: [line(text("Hidden"))] },
      {
        type: "cover",
        attrs: { mediaId, align: "full" },
        content: [{ type: "heading", attrs: { level: 2 }, content: [text("On a picture")] }],
      },
      {
        type: "columns",
        attrs: { align: "wide" },
        content: [
          { type: "column", attrs: { width: 33.3 }, content: [line(text("Left"))] },
          {
            type: "column",
            content: [{ type: "buttons", content: [{ type: "button", attrs: { href: "/about", label: "In it" } }] }],
          },
        ],
      },
      {
        type: "buttons",
        attrs: { align: "center" },
        content: [
          { type: "button", attrs: { href: "https://shop.example/", label: "Buy", variant: "outline", newTab: true } },
          { type: "button", attrs: { href: "/about", label: "Read" } },
        ],
      },
      {
        type: "footnotes",
        content: [
          { type: "footnote", attrs: { id: "note-1" }, content: [line(text("The "), text("note", { type: "bold" }))] },
        ],
      },
    ],
  };
}
