import { beforeAll, describe, expect, test } from "vitest";
import { createSite, publish, type DemoSite } from "./demo-site.ts";

const post = (number: number, more = {}) => ({
  documentId: `post-${number}`,
  type: "post",
  path: `/post-${number}`,
  title: `Post <${number}> & "more" \u0001`,
  publishedAt: `2026-01-0${number}T10:00:00Z`,
  ...more,
});
const password = { salt: "0".repeat(32), hash: "1".repeat(64) };

let site: DemoSite;
beforeAll(async () => {
  const link = { type: "link" as const, attrs: { href: "/post-1" } };
  const text = [{ type: "text" as const, text: 'a link and ="/x"', marks: [link] }];
  const body = { type: "doc" as const, content: [{ type: "paragraph" as const, content: text }] };
  site = await createSite([
    {},
    post(1),
    post(2, { body, excerpt: "By hand" }),
    post(3, { password, title: "Secret" }),
    { documentId: "own", path: "/products/feed", title: "Of our own" },
  ]);
});

const feeds = [
  ["/feed.xml", "application/rss+xml; charset=utf-8"],
  ["/atom.xml", "application/atom+xml; charset=utf-8"],
  ["/feed.json", "application/feed+json; charset=utf-8"],
  ["/sitemap.xml", "application/xml; charset=utf-8"],
  ["/robots.txt", "text/plain; charset=utf-8"],
  ["/llms.txt", "text/plain; charset=utf-8"],
  ["/llms-full.txt", "text/plain; charset=utf-8"],
] as const;

test.each(feeds)("%s comes as %s, with a tag", async (path, contentType) => {
  const response = await site.visit(path);
  const text = await response.text();
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe(contentType);
  expect(text).toContain(`http://${site.hostname}/`);
  expect(text).not.toContain("Secret");
  expect(text).not.toContain("\u0001");
  const again = await site.visit(path, { headers: { "If-None-Match": response.headers.get("ETag")! } });
  expect(again.status).toBe(304);
  await again.text();
});

test("robots are kept from searches, and from no page whose path begins alike", async () => {
  const rules = await (await site.visit("/robots.txt")).text();
  const closed = [...rules.matchAll(/^Disallow: (.+)$/gm)].map(([, rule]) => rule!);
  const isClosed = (path: string) => closed.some((rule) => path.startsWith(rule));
  expect(["/search?q=bread", "/search/page/2?q=bread"].map(isClosed)).toEqual([true, true]);
  expect(["/", "/searching", "/search-and-rescue", "/search/tips", "/search.html"].some(isClosed)).toBe(false);
});

test("feeds hold posts, newest first, with absolute links", async () => {
  const feed = (await (await site.visit("/feed.json")).json()) as { items: Record<string, unknown>[] };
  expect(feed).toMatchObject({ version: "https://jsonfeed.org/version/1.1", title: "Demo" });
  expect(feed.items.map(({ url }) => url)).toEqual([
    `http://${site.hostname}/post-2`,
    `http://${site.hostname}/post-1`,
  ]);
  expect(feed.items[0]).toMatchObject({
    summary: "By hand",
    content_html: `<p><a href="http://${site.hostname}/post-1">a link and =&quot;/x&quot;</a></p>`,
    date_published: "2026-01-02T10:00:00Z",
  });
  const rss = await (await site.visit("/feed.xml")).text();
  expect(rss).toContain("<title>Post &lt;2&gt; &amp; &quot;more&quot; </title>");
  expect(rss).toContain("<pubDate>Fri, 02 Jan 2026 10:00:00 +0000</pubDate>");
});

test("the address of the website's own is in them where there is one, else the one asked for", async () => {
  const own = await createSite([{}, post(1)], { configuration: { url: "https://bakery.example" } });
  for (const [path] of feeds) {
    const text = await (await own.visit(path)).text();
    expect(text).toContain("https://bakery.example/");
    expect(text).not.toContain(own.hostname);
  }
});

test("documents cannot be where these are", async () => {
  for (const [path] of feeds)
    await expect(createSite([{}, { documentId: "own", path }]), path).rejects.toThrow("by itself");
});

describe("old addresses of feeds", () => {
  test.each([
    ["/feed", "/feed.xml"],
    ["/feed/rss2", "/feed.xml"],
    ["/feed/atom", "/atom.xml"],
  ])("%s leads to %s for good", async (from, to) => {
    const response = await site.visit(from);
    expect([response.status, response.headers.get("Location")]).toEqual([301, to]);
    await response.text();
  });

  test("are pages where no feed is", async () => {
    expect(await (await site.visit("/products/feed")).text()).toContain("Of our own");
    expect((await site.visit("/comments/feed")).status).toBe(404);
    expect((await site.visit("/none/feed.xml")).status).toBe(404);
  });
});

test("a sitemap names what is there, and parts that are not are 404", async () => {
  const xml = await (await site.visit("/sitemap.xml")).text();
  expect(xml).toContain(`<loc>http://${site.hostname}/post-1</loc>`);
  expect((await site.visit("/sitemap-1.xml")).status).toBe(200);
  expect((await site.visit("/sitemap-2.xml")).status).toBe(404);
});

test("a feed follows a publication at once", async () => {
  const own = await createSite([{}, post(1)]);
  await (await own.visit("/feed.xml")).text();
  await publish(own, [post(4, { title: "New one" })]);
  expect(await (await own.visit("/feed.xml")).text()).toContain("New one");
});

describe("what is told to language models", () => {
  const text = (words: string) => ({
    type: "doc" as const,
    content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: words }] }],
  });

  test("are pages and newest posts with what they are about, and no way out of a link", async () => {
    const own = await createSite(
      [
        { description: "Rolls & bread" },
        post(1, { title: "](https://evil.example) [a\n# b", path: "/a(b)", excerpt: "<script>" }),
        post(2, { password, title: "Secret" }),
        {
          documentId: "hidden",
          path: "/hidden",
          title: "Hidden",
          seo: { title: "", canonical: null, noindex: true, imageId: null },
        },
      ],
      { configuration: { url: "https://bakery.example", description: "Since 1888" } },
    );
    const [first] = (await (await own.visit("/llms.txt")).text()).split("## Optional");
    expect(first!.split("\n")).toEqual([
      "# Demo",
      "",
      "> Since 1888",
      "",
      "## Pages",
      "",
      "- [Welcome](https://bakery.example/): Rolls & bread",
      "",
      "## Posts",
      "",
      "- [\\](https://evil.example) \\[a \\# b](https://bakery.example/a%28b%29): \\<script\\>",
      "",
      "",
    ]);
  });

  test("come with their texts, without what only some may read", async () => {
    const own = await createSite([
      { body: text("Fresh every day") },
      post(1, { body: text("Forty thieves"), password }),
    ]);
    const full = await (await own.visit("/llms-full.txt")).text();
    expect(full).toContain(`## Welcome\n\nhttp://${own.hostname}/\n\nFresh every day\n`);
    expect(full).not.toContain("thieves");
  });

  test("and to robots is what the configuration says, where it says something", async () => {
    const own = await createSite([{}], {
      configuration: { robotsTxt: "User-agent: *\nDisallow: /\n", llmsTxt: "# Ours\n" },
    });
    expect(await (await own.visit("/robots.txt")).text()).toBe("User-agent: *\nDisallow: /\n");
    expect(await (await own.visit("/llms.txt")).text()).toBe("# Ours\n");
  });
});
