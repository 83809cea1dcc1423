import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { testDirectory } from "./test-directory.ts";

const at = "2023-04-05T06:07:08.000Z";
const base = {
  featured: 0,
  visibility: "public",
  custom_excerpt: null,
  canonical_url: null,
  published_at: at,
  updated_at: at,
};

const html = `<p>Salt, <strong>flour</strong> and <a href="__GHOST_URL__/about/">us</a>.</p>
<figure class="kg-card kg-image-card kg-card-hascaption"><img src="__GHOST_URL__/content/images/size/w600/2023/04/oven.png" class="kg-image" alt="The oven" loading="lazy" width="600" height="400"><figcaption>At six</figcaption></figure>
<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">Proof it <em>cold</em>.</div></div>
<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text">How long?</h4><button class="kg-toggle-card-icon"><svg></svg></button></div><div class="kg-toggle-content"><p>Eighteen hours.</p></div></div>
<div class="kg-card kg-button-card kg-align-center"><a href="https://shop.example/order" class="kg-btn kg-btn-accent">Order</a></div>
<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://www.youtube.com/watch?v=abcdefg"><div class="kg-bookmark-content"><div class="kg-bookmark-title">A film</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://yt.example/i.png"></div></div></a></figure>
<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="__GHOST_URL__/content/files/2023/04/prices.pdf" title="Download" download=""><div class="kg-file-card-contents"><div class="kg-file-card-title">Prices</div></div></a></div>
<figure class="kg-card kg-gallery-card kg-width-wide"><div class="kg-gallery-container"><div class="kg-gallery-row"><div class="kg-gallery-image"><img src="__GHOST_URL__/content/images/2023/04/one.png" alt="One"></div><div class="kg-gallery-image"><img src="__GHOST_URL__/content/images/2023/04/two.png" alt="Two"></div></div></div></figure>
<script>alert(1)</script><p><a href="javascript:alert(1)" onclick="alert(2)">run</a></p>`;

const text = (value: string, format = 0) => ({
  type: "extended-text",
  text: value,
  format,
  detail: 0,
  mode: "normal",
  style: "",
  version: 1,
});
const lexical = {
  root: {
    type: "root",
    children: [
      { type: "extended-heading", tag: "h2", children: [text("Rye")] },
      {
        type: "paragraph",
        children: [
          text("Dense "),
          text("and", 3),
          { type: "linebreak" },
          { type: "link", url: "https://rye.example/", children: [text("dark <b>")] },
        ],
      },
      { type: "list", listType: "number", start: 3, children: [{ type: "listitem", children: [text("three")] }] },
      { type: "callout", calloutEmoji: "🍞", calloutText: "<p>Warm.</p>" },
      { type: "codeblock", code: "if (a < b) {}", language: "js" },
      { type: "markdown", markdown: "# Loud\n\n**Yes**" },
      { type: "html", html: "<blockquote><p>So it is.</p></blockquote>" },
    ],
  },
};
const mobiledoc = {
  version: "0.3.1",
  atoms: [["soft-return", "", {}]],
  cards: [
    ["markdown", { markdown: "*Old* text" }],
    ["hr", {}],
  ],
  markups: [["strong"], ["a", ["href", "https://old.example/"]]],
  sections: [
    [
      1,
      "p",
      [
        [0, [0], 1, "Bold"],
        [1, [], 0, 0],
        [0, [1], 1, "link"],
      ],
    ],
    [3, "ul", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
    [10, 0],
    [10, 1],
  ],
};

/** An export as Ghost 5 writes it, with what its editors have kept of posts over the years. */
export const ghostExport = {
  db: [
    {
      meta: { exported_on: 1_690_000_000_000, version: "5.80.2" },
      data: {
        posts: [
          {
            ...base,
            id: "64f0aaaaaaaaaaaaaaaaaaa1",
            title: "Daily <bread>",
            slug: "daily-bread",
            type: "post",
            status: "published",
            html,
            lexical: "{}",
            mobiledoc: null,
            feature_image: "__GHOST_URL__/content/images/2023/04/loaf.png",
            custom_excerpt: "What we bake",
          },
          {
            ...base,
            id: "64f0aaaaaaaaaaaaaaaaaaa2",
            title: "About",
            slug: "about",
            type: "page",
            status: "published",
            html: null,
            lexical: JSON.stringify(lexical),
            mobiledoc: null,
            feature_image: null,
          },
          {
            ...base,
            id: "64f0aaaaaaaaaaaaaaaaaaa3",
            title: "Old times",
            slug: "old-times",
            type: "post",
            status: "draft",
            html: null,
            lexical: null,
            mobiledoc: JSON.stringify(mobiledoc),
            feature_image: null,
            published_at: null,
          },
          {
            ...base,
            id: "64f0aaaaaaaaaaaaaaaaaaa4",
            title: "For members",
            slug: "for-members",
            type: "post",
            status: "published",
            visibility: "paid",
            html: "<p>Secret</p>",
            feature_image: null,
          },
          {
            ...base,
            id: "64f0aaaaaaaaaaaaaaaaaaa5",
            title: "A letter",
            slug: "a-letter",
            type: "post",
            status: "sent",
            html: "<p>Hello</p>",
            feature_image: null,
          },
        ],
        posts_meta: [
          {
            post_id: "64f0aaaaaaaaaaaaaaaaaaa1",
            meta_title: "Bread, daily",
            meta_description: "All our bread",
            feature_image_alt: "A loaf",
          },
        ],
        tags: [
          {
            id: "64f0bbbbbbbbbbbbbbbbbbb1",
            name: "Baking",
            slug: "baking",
            description: "With heat",
            visibility: "public",
          },
          {
            id: "64f0bbbbbbbbbbbbbbbbbbb2",
            name: "#wide",
            slug: "hash-wide",
            description: null,
            visibility: "internal",
          },
        ],
        users: [
          {
            id: "64f0ccccccccccccccccccc1",
            name: "Ada Baker",
            slug: "ada",
            bio: "Bakes & writes",
            website: "https://ada.example",
            email: "ada@secret.example",
            password: "$2a$10$secret",
          },
          {
            id: "64f0ccccccccccccccccccc2",
            name: "Nobody",
            slug: "nobody",
            bio: null,
            website: null,
            email: "nobody@secret.example",
          },
        ],
        posts_tags: [
          { post_id: "64f0aaaaaaaaaaaaaaaaaaa1", tag_id: "64f0bbbbbbbbbbbbbbbbbbb1", sort_order: 0 },
          { post_id: "64f0aaaaaaaaaaaaaaaaaaa1", tag_id: "64f0bbbbbbbbbbbbbbbbbbb2", sort_order: 1 },
        ],
        posts_authors: [{ post_id: "64f0aaaaaaaaaaaaaaaaaaa1", author_id: "64f0ccccccccccccccccccc1", sort_order: 0 }],
        settings: [
          { key: "title", value: "Hearth" },
          {
            key: "navigation",
            value: JSON.stringify([
              { label: "Us", url: "/about/" },
              { label: "Baking", url: "/tag/baking/" },
              { label: "Shop", url: "https://shop.example/" },
            ]),
          },
        ],
        comments: [{ id: "1" }],
      },
    },
  ],
};

/** Written to a file of this machine. */
export function writeJson(value: unknown): string {
  const path = join(testDirectory(), `${randomUUID()}.json`);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}
