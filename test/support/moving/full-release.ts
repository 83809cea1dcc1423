import type { ContentRecord } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { everyBlock } from "./every-block.ts";
import { memoryRelease, type MemoryRelease } from "./memory-release.ts";

export const pictureBytes = new TextEncoder().encode("a picture");
const at = "2024-05-06T07:08:09Z";
const paragraph = (text: string) => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
});

/** A release with something of everything, each record as an import would make it. */
export function fullRelease(): MemoryRelease {
  const records = [
    {
      kind: "document",
      value: {
        documentId: "every-block",
        type: "post",
        path: "/2024/every-block",
        title: 'Every "block": <one> & all',
        description: "All of them",
        excerpt: "In short.\nVery.",
        publishedAt: at,
        updatedAt: at,
        authorIds: ["ada"],
        termIds: ["baking", "news"],
        imageId: "picture",
        sticky: true,
        comments: "open",
        seo: { title: "For engines", noindex: true },
        body: everyBlock("picture"),
      },
    },
    {
      kind: "document",
      value: { documentId: "about", type: "page", path: "/about", title: "About", order: 3, body: paragraph("Us") },
    },
    {
      kind: "document",
      value: {
        documentId: "team",
        type: "page",
        path: "/about/team",
        parentId: "about",
        title: "Team",
        body: paragraph("All of us"),
      },
    },
    {
      kind: "document",
      value: { documentId: "home", type: "page", path: "/", title: "Home", body: paragraph("Welcome") },
    },
    {
      kind: "document",
      value: {
        documentId: "waiting",
        type: "post",
        status: "draft",
        path: "/draft",
        title: "A draft: of it",
        body: paragraph("Not yet"),
      },
    },
    {
      kind: "document",
      value: {
        documentId: "oven",
        type: "tool",
        path: "/tool/oven",
        title: "Oven",
        publishedAt: at,
        fields: { heat: "450", wood: "beech" },
        body: paragraph("Hot"),
      },
    },
    {
      kind: "term",
      value: {
        termId: "news",
        taxonomy: "category",
        slug: "news",
        path: "/category/news",
        name: "News & more",
        description: "What is new",
      },
    },
    {
      kind: "term",
      value: {
        termId: "bread-news",
        taxonomy: "category",
        slug: "bread",
        path: "/category/news/bread",
        name: "Bread",
        parentId: "news",
      },
    },
    { kind: "term", value: { termId: "baking", taxonomy: "tag", slug: "baking", path: "/tag/baking", name: "Baking" } },
    { kind: "author", value: { authorId: "ada", slug: "ada", path: "/author/ada", name: "Ada Baker" } },
    {
      kind: "menu",
      value: {
        menuId: "main",
        name: "Main menu",
        location: "primary",
        items: [
          {
            label: "Us",
            target: { kind: "document", documentId: "about" },
            children: [{ label: "", target: { kind: "document", documentId: "team" }, children: [] }],
          },
          { label: "News", target: { kind: "term", termId: "news" }, children: [] },
          { label: "Shop", target: { kind: "url", href: "https://shop.example/" }, children: [] },
        ],
      },
    },
    { kind: "redirect", value: { from: "/wp-content/uploads/picture.png", to: { kind: "media", mediaId: "picture" } } },
    { kind: "redirect", value: { from: "/old", to: { kind: "document", documentId: "about" } } },
    {
      kind: "media",
      value: {
        mediaId: "picture",
        fileName: "picture.png",
        contentType: "image/png",
        digest: sha256(pictureBytes),
        bytes: pictureBytes.byteLength,
        width: 2,
        height: 1,
        title: "Its title",
        alt: "A picture",
        caption: "Below it",
      },
    },
    {
      kind: "comment",
      value: {
        commentId: "c1",
        documentId: "every-block",
        status: "approved",
        authorName: "Bea",
        authorUrl: "https://bea.example/",
        createdAt: at,
        body: paragraph("Nice <b>"),
      },
    },
    {
      kind: "comment",
      value: {
        commentId: "c2",
        documentId: "every-block",
        parentId: "c1",
        status: "pending",
        authorName: "Ada",
        authorId: "ada",
        createdAt: at,
        body: paragraph("Thanks"),
      },
    },
  ];
  return memoryRelease(records as unknown as ContentRecord[], [pictureBytes]);
}
