import type { Comment } from "#domain/content/index.ts";
import type { DocumentPage, MenuLink } from "#domain/contracts/index.ts";
import { documentSchema, type BlockNode } from "#domain/document/index.ts";
import { authorSchema, commentSchema, mediaSchema, termSchema } from "#domain/content/index.ts";

const sentence =
  "The dough rests for a night, and in the morning it has taken the shape of the bowl, the smell of the cellar and a little of the weather.";
const text = (value: string) => [{ type: "text" as const, text: value }];
const paragraph = (count: number): BlockNode => ({
  type: "paragraph",
  content: [
    { type: "text", text: `${sentence} `.repeat(count) },
    { type: "text", text: "More of it", marks: [{ type: "link", attrs: { href: "/about" } }, { type: "bold" }] },
  ],
});

/** Some 900 words with what posts have: headings, a picture, a list, a quote, code. */
function blocks(): BlockNode[] {
  const section = (number: number): BlockNode[] => [
    { type: "heading", attrs: { level: 2 }, content: text(`Part ${number}`) },
    paragraph(3),
    { type: "bulletList", content: [1, 2, 3, 4].map(() => ({ type: "listItem", content: [paragraph(1)] })) },
    { type: "image", attrs: { mediaId: "m1", alt: "A loaf" }, content: text("Straight from the oven") },
    { type: "blockquote", content: [paragraph(1)] },
    paragraph(2),
  ];
  return [
    paragraph(2),
    ...[1, 2, 3].flatMap(section),
    { type: "codeBlock", attrs: { language: "js" }, content: text("const loaf = bake(dough);\n".repeat(12)) },
  ];
}

const digest = "5".repeat(64);
const image = mediaSchema.parse({
  mediaId: "m1",
  fileName: "loaf.jpg",
  contentType: "image/jpeg",
  digest,
  width: 2400,
  height: 1600,
  alt: "A loaf",
  variants: [480, 960, 1440].map((width) => ({
    digest,
    contentType: "image/webp",
    width,
    height: (width * 2) / 3,
    bytes: width * 100,
  })),
});

const comments: readonly Comment[] = Array.from({ length: 8 }, (_, index) =>
  commentSchema.parse({
    commentId: `c${index}`,
    documentId: "post",
    parentId: index % 3 === 2 ? `c${index - 1}` : null,
    status: "approved",
    authorName: `Reader ${index}`,
    createdAt: `2026-02-0${index + 1}T08:00:00Z`,
    body: { type: "doc", content: [paragraph(1)] },
  }),
);

const link = (path: string): MenuLink => ({ label: `To ${path}`, href: path, children: [] });

/** A post as websites have them, with comments, terms, a picture and a menu. */
export const typicalPost: DocumentPage = {
  kind: "document",
  document: documentSchema.parse({
    documentId: "post",
    type: "post",
    path: "/2026/02/a-loaf-a-day",
    title: "A loaf a day & what it takes",
    publishedAt: "2026-02-01T06:30:00Z",
    updatedAt: "2026-02-03T06:30:00Z",
    imageId: "m1",
    comments: "open",
    body: { type: "doc", content: blocks() },
  }),
  media: { m1: image },
  terms: ["Bread", "Sourdough", "Mornings"].map((name) =>
    termSchema.parse({
      termId: name,
      taxonomy: name === "Bread" ? "category" : "tag",
      slug: name,
      path: `/t/${name}`,
      name,
    }),
  ),
  authors: [authorSchema.parse({ authorId: "a", slug: "ada", path: "/author/ada", name: "Ada", biography: sentence })],
  ancestors: [],
  children: [],
  previous: { path: "/before", title: "The one before" },
  next: { path: "/after", title: "The one after" },
  comments,
  commentCount: comments.length,
  bodyPage: 1,
  frame: {
    menus: {
      primary: ["/", "/about", "/bread", "/visit", "/contact"].map(link),
      footer: ["/imprint", "/privacy"].map(link),
    },
  },
};
