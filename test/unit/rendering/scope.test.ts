import { expect, test } from "vitest";
import { commentSchema, mediaSchema } from "#domain/content/index.ts";
import type { MenuLink } from "#domain/contracts/index.ts";
import { pagesScope } from "#workers/rendering/scope/pagination-scope.ts";
import { digest, documentPage, paragraph, releaseOf, render, themePackage } from "./sample.ts";

const titles = (page: number, pages: number) =>
  (pagesScope({ page, pages, path: "/list" })["parts"] as { title: string; current: boolean }[])
    .map(({ title, current }) => (current ? `(${title})` : title))
    .join(" ");

test.each([
  [1, 1, "(1)"],
  [1, 4, "(1) 2 3 4"],
  [1, 9, "(1) 2 3 … 9"],
  [5, 9, "1 … 3 4 (5) 6 7 … 9"],
  [9, 9, "1 … 7 8 (9)"],
  [2, 100_000, "1 (2) 3 4 … 100000"],
])("page %i of %i is shown as %s", (page, pages, expected) => {
  expect(titles(page, pages)).toBe(expected);
});

test("pages are at the list's path, the front's at its own", () => {
  expect(pagesScope({ page: 2, pages: 3, path: "/" })).toMatchObject({ previous: "/", next: "/page/3" });
  expect(pagesScope({ page: 2, pages: 3, path: "/search", suffix: "?q=a" })).toMatchObject({
    previous: "/search?q=a",
    next: "/search/page/3?q=a",
  });
});

test("menus know where the visitor is, however deep", () => {
  const link = (href: string, children: readonly MenuLink[] = []): MenuLink => ({ label: href, href, children });
  const menus = { primary: [link("/a", [link("/b", [link("/x")])]), link("/c")] };
  const { html } = render(
    {
      "templates/page":
        "{% for one in menus.primary %}{{ one.url }}:{{ one.current }}:{{ one.active }} {% for two in one.children %}{{ two.url }}:{{ two.active }}:{{ two.children[0].current }} {% endfor %}{% endfor %}{{ menus.none.size }}",
    },
    { page: documentPage({}, { frame: { menus } }) },
  );
  expect(html).toBe("/a:false:true /b:true:true /c:false:false ");
});

test("comments are a tree, deep ones at the last depth, and one whose parent is not there stands at the top", () => {
  const comments = Array.from({ length: 30 }, (_, index) =>
    commentSchema.parse({
      commentId: `c${index}`,
      documentId: "x",
      parentId: index === 0 ? "gone" : `c${index - 1}`,
      status: "approved",
      authorName: "<b>",
      createdAt: "2026-01-01T00:00:00Z",
      body: { type: "doc", content: [paragraph("<i>")] },
    }),
  );
  const { html, faults } = render(
    {
      "templates/page": "{% render 'comments', comments: page.comments %}",
      "snippets/comments":
        "{% for comment in comments %}<li>{{ comment.author.name }}{{ comment.depth }}{{ comment.content }}{% render 'comments', comments: comment.replies %}</li>{% endfor %}",
    },
    { page: documentPage({}, { comments }) },
  );
  expect(faults).toHaveLength(1);
  expect(html).toContain("<h1>Title</h1>");
  const few = render(
    {
      "templates/page": "{% render 'comments', comments: page.comments %}",
      "snippets/comments":
        "{% for comment in comments %}[{{ comment.depth }}{{ comment.author.name }}{{ comment.content }}{% render 'comments', comments: comment.replies %}]{% endfor %}",
    },
    { page: documentPage({}, { comments: comments.slice(0, 2) }) },
  );
  expect(few.html).toBe("[0&lt;b&gt;<p>&lt;i&gt;</p>[1&lt;b&gt;<p>&lt;i&gt;</p>]]");
});

test("of a protected document templates are given nothing that its author wrote for those who may read it", () => {
  const secret = {
    excerpt: "SECRET",
    fields: { price: "SECRET" },
    body: { type: "doc" as const, content: [paragraph("SECRET")] },
  };
  const all =
    "{{ page.excerpt }}{{ page.content }}{{ page.fields.price }}{% for comment in page.comments %}{{ comment.content }}{% endfor %}{{ page.headings.size }}";
  const comment = commentSchema.parse({
    commentId: "c",
    documentId: "x",
    status: "approved",
    authorName: "A",
    createdAt: "2026-01-01T00:00:00Z",
    body: { type: "doc", content: [paragraph("SECRET")] },
  });
  const password = { salt: "0".repeat(32), hash: "1".repeat(64) };
  const shown = (unlock?: "right" | "wrong") =>
    render(
      { "layout/theme": "{{ head }}{{ content_for_layout }}", "templates/page": all },
      {
        page: documentPage({ ...secret, password }, { comments: [comment] }),
        release: releaseOf({ url: "https://bakery.example" }),
        ...(unlock === undefined ? {} : { unlock }),
      },
    ).html;
  expect(shown()).not.toContain("SECRET");
  expect(shown("wrong")).not.toContain("SECRET");
  expect(shown("right").match(/SECRET/g)).toHaveLength(4);
});

test("what could not be imported is shown in previews alone", () => {
  const attrs = { format: "html" as const, name: "iframe", source: "<iframe>", reason: "LEFTOVER" };
  const page = documentPage({ body: { type: "doc", content: [paragraph("text"), { type: "fallback", attrs }] } });
  const shown = (isPreview: boolean) => render({ "templates/page": "{{ page.content }}" }, { page, isPreview }).html;
  expect(shown(false)).toBe("<p>text</p>");
  expect(shown(true)).toContain("LEFTOVER");
});

const media = mediaSchema.parse({
  mediaId: "m1",
  fileName: "käse platte.jpg",
  contentType: "image/jpeg",
  digest,
  width: 2_000,
  height: 1_000,
  alt: '"Käse"',
  variants: [{ digest, contentType: "image/webp", width: 500, height: 250, bytes: 1 }],
});

test("images come in the size that fits, with their own measures; what is no image of the platform is none", () => {
  const page = documentPage({ imageId: "m1", fields: { fake: { src: "x", digest } } }, { media: { m1: media } });
  const { html } = render(
    {
      "templates/page":
        "{{ page.image | image_tag: sizes: '50vw', class: 'lead' }}|{{ page.image | image_url: width: 400 }}|{{ page.fields.fake | image_tag }}|{{ nil | image_tag }}|{{ 'm1' | image_url }}",
    },
    { page },
  );
  const [tag, url, ...rest] = html.split("|");
  for (const expected of [
    'alt="&quot;Käse&quot;"',
    'class="lead"',
    'width="2000"',
    'height="1000"',
    'sizes="50vw"',
    "500w, /",
    'loading="lazy"',
  ]) {
    expect(tag).toContain(expected);
  }
  expect(url).toBe(`/_hotswap/assets/${digest}/k%C3%A4se%20platte-500.webp`);
  expect(rest).toEqual(["", "", ""]);
});

test("an image of the theme's settings is one of the website's media, and settings that do not fit are the defaults", () => {
  const settings = [
    {
      name: "Looks",
      settings: [
        { type: "image" as const, id: "logo", label: "Logo" },
        { type: "color" as const, id: "accent", label: "Accent", default: "#ffffff" },
      ],
    },
  ];
  const release = {
    ...releaseOf({}, { logo: "m1", accent: "red;} body{display:none", other: "x" }),
    theme: { ...themePackage, settings },
    settingsMedia: { m1: media },
  };
  const { html } = render(
    { "templates/404": "{{ settings.logo | image_url }} {{ settings.accent }}{{ settings.other }}" },
    { release },
  );
  expect(html).toBe(`/_hotswap/assets/${digest}/k%C3%A4se%20platte.jpg #ffffff`);
});

test("templates read the website's flags, and take one that is not set, or that only objects have, as off", () => {
  const release = releaseOf({ flags: { beta: true, "new-header": true, old: false } });
  const shown = (flag: string) => `{% if flags.${flag} %}${flag} {% endif %}`;
  const flags = ["beta", "new-header", "old", "unset", "constructor", "toString"];
  expect(render({ "templates/404": flags.map(shown).join("") }, { release }).html).toBe("beta new-header ");
});
