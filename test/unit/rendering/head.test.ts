import { expect, test } from "vitest";
import { mediaSchema } from "#domain/content/index.ts";
import { contentSecurityPolicy } from "#workers/rendering/csp.ts";
import { digest, documentPage, frame, missing, releaseOf, render } from "./sample.ts";

const url = "https://bakery.example";
const head = (page: Parameters<typeof render>[1] & object) => render({ "layout/theme": "{{ head }}" }, page).html;

test("a post says what it is to search engines, other websites and readers of feeds", () => {
  const page = documentPage(
    {
      type: "post",
      path: "/käse",
      title: "Käse & <Brot>",
      description: "All of it",
      publishedAt: "2026-01-01T00:00:00Z",
    },
    { ancestors: [{ path: "/food", title: "Food" }] },
  );
  const html = head({ page, release: releaseOf({ url, title: "Bakery" }) });
  for (const expected of [
    "<title>Käse &amp; &lt;Brot&gt; · Bakery</title>",
    '<meta name="description" content="All of it">',
    '<link rel="canonical" href="https://bakery.example/k%C3%A4se">',
    '<meta property="og:type" content="article">',
    '<meta property="article:published_time" content="2026-01-01T00:00:00Z">',
    '<link rel="alternate" type="application/rss+xml" title="Bakery" href="/feed.xml">',
    '"@type":"BlogPosting"',
    '"@type":"BreadcrumbList"',
  ]) {
    expect(html).toContain(expected);
  }
});

test("nothing in structured data ends its script, and it needs no place in the policy", () => {
  const title = "</script><script>alert(1)</script><!--";
  const html = head({ page: documentPage({ type: "post", title }), release: releaseOf({ url }) });
  const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)!;
  expect(json).not.toMatch(/[<>&]/);
  expect(JSON.parse(json)["@graph"][1].headline).toBe(title);
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(contentSecurityPolicy(html)).toContain("script-src 'self';");
});

test.each([
  ["a page that is missing", missing],
  ["a page of its own wish", documentPage({ seo: { noindex: true } })],
  ["a protected page", documentPage({ password: { salt: "0".repeat(32), hash: "1".repeat(64) } })],
  [
    "a search",
    {
      kind: "search" as const,
      query: "<x>",
      items: [],
      pagination: { page: 1, pages: 1, total: 0, path: "/search" },
      frame,
    },
  ],
])("%s is kept out of search engines", (_, page) => {
  const html = head({ page, release: releaseOf({ url }) });
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).not.toContain("ld+json");
});

test("without an address of its own a website names none", () => {
  const html = head({ page: documentPage() });
  expect(html).not.toMatch(/canonical|og:url|ld\+json|https?:/);
});

test("of a protected document nothing is told but its title", () => {
  const page = documentPage({ excerpt: "The secret", password: { salt: "0".repeat(32), hash: "1".repeat(64) } });
  expect(head({ page, release: releaseOf({ url }) })).not.toContain("The secret");
});

test("what was written for search engines comes first", () => {
  const seo = { title: "Best bread", canonical: "https://elsewhere.example/bread" };
  const html = head({ page: documentPage({ seo }), release: releaseOf({ url, title: "Bakery" }) });
  expect(html).toContain("<title>Best bread · Bakery</title>");
  expect(html).toContain('<link rel="canonical" href="https://elsewhere.example/bread">');
});

test("pages of a list name their neighbours and themselves", () => {
  const html = head({
    page: {
      kind: "list",
      subject: { kind: "date", year: 2026, month: 5, day: null },
      document: null,
      media: {},
      items: [],
      pagination: { page: 2, pages: 3, total: 25, path: "/2026/05" },
      frame,
    },
    release: releaseOf({ url, title: "Bakery" }),
  });
  expect(html).toContain("<title>May 2026 (2) · Bakery</title>");
  expect(html).toContain('<link rel="prev" href="/2026/05">\n<link rel="next" href="/2026/05/page/3">');
  expect(html).toContain('<link rel="canonical" href="https://bakery.example/2026/05/page/2">');
});

test("what a document tells other websites, and search engines in their own words, is told as it says", () => {
  const seo = {
    nofollow: true,
    openGraph: { title: 'Shared "title"', description: "Shared text", type: "product" as const, imageId: "shared" },
    structuredData: [{ "@type": "Recipe", name: "</script><b>" }],
  };
  const image = (mediaId: string) =>
    mediaSchema.parse({ mediaId, fileName: `${mediaId}.png`, contentType: "image/png", digest });
  const media = { own: image("own"), shared: image("shared") };
  const html = head({ page: documentPage({ seo, imageId: "own" }, { media }), release: releaseOf({ url }) });
  for (const expected of [
    '<meta name="robots" content="nofollow">',
    '<meta property="og:type" content="product">',
    '<meta property="og:title" content="Shared &quot;title&quot;">',
    '<meta property="og:description" content="Shared text">',
    "/shared.png",
  ]) {
    expect(html).toContain(expected);
  }
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json]) =>
    JSON.parse(json!),
  );
  expect(blocks[1]).toEqual({ "@context": "https://schema.org", "@type": "Recipe", name: "</script><b>" });
});

test("a document leads to itself in other languages, where the website has an address of its own", () => {
  const translations = [
    { locale: null, path: "/brot" },
    { locale: "fr-CH", path: "/à-propos" },
  ];
  const page = documentPage({}, { translations });
  const html = head({ page, release: releaseOf({ url, language: "de" }) });
  expect(html).toContain('<link rel="alternate" hreflang="de" href="https://bakery.example/brot">');
  expect(html).toContain('<link rel="alternate" hreflang="fr-CH" href="https://bakery.example/%C3%A0-propos">');
  expect(head({ page })).not.toContain("hreflang");
});
