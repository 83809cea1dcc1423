import { expect, test } from "vitest";
import { escapeXml } from "#workers/rendering/feeds/xml.ts";
import { cookieValue } from "#workers/site/cookies.ts";
import { mayHeedQuery, pageQuery } from "#workers/site/page-query.ts";
import { PasswordTries } from "#workers/site/passwords/tries.ts";
import { withPreviewBanner } from "#workers/site/previews/preview-banner.ts";
import { resourceAt } from "#workers/site/resources/resource-path.ts";

test.each([
  ["/", "https://a.example/?p=12", "p=12"],
  ["/", "https://a.example/?utm_source=x&p=12&page_id=3", "p=12"],
  ["/", "https://a.example/?p=12%20or%201", ""],
  ["/", "https://a.example/?q=bread", ""],
  ["/", "https://a.example/", ""],
  ["/about", "https://a.example/about?p=12", ""],
  ["/search", "https://a.example/search?x=1&q=bread+%26+butter#top", "q=bread+%26+butter"],
  ["/search/page/2", "https://a.example/search/page/2?q=a", "q=a"],
  ["/searching", "https://a.example/searching?q=a", ""],
])("of %s asked for as %s the query %o matters", (path, url, query) => {
  expect(pageQuery(url, path)).toBe(query);
  if (query !== "") expect(mayHeedQuery(path)).toBe(true);
});

test.each([
  ["a=b; __Host-hs-preview=x.y; c=d", "x.y"],
  ["x__Host-hs-preview=x", null],
  ["__Host-hs-preview-2=x", null],
  ["__Host-hs-preview=", ""],
  ["", null],
  [null, null],
])("the cookies %o hold the preview %o", (header, expected) => {
  expect(cookieValue(header, "__Host-hs-preview")).toBe(expected);
});

test.each([
  ["/robots.txt", { kind: "robots" }],
  ["/llms.txt", { kind: "llms", isFull: false }],
  ["/llms-full.txt", { kind: "llms", isFull: true }],
  ["/sitemap.xml", { kind: "sitemap", part: null }],
  ["/sitemap-12.xml", { kind: "sitemap", part: 12 }],
  ["/sitemap-0.xml", null],
  ["/feed.xml", { kind: "feed", file: "feed.xml", listPath: "/" }],
  ["/tag/bread/atom.xml", { kind: "feed", file: "atom.xml", listPath: "/tag/bread" }],
  ["/author/a/feed.json", { kind: "feed", file: "feed.json", listPath: "/author/a" }],
  ["/feed", { kind: "old-feed", file: "feed.xml", listPath: "/" }],
  ["/category/x/feed/atom", { kind: "old-feed", file: "atom.xml", listPath: "/category/x" }],
  ["/robots.txt/x", null],
  ["/about", null],
])("at %s is %o", (path, resource) => {
  expect(resourceAt(path)).toEqual(resource);
});

test("the banner stands at the end of the body, its style in the head, wherever these are", () => {
  const html = withPreviewBanner('<html><head><title>x</title></head><body class="a>b">text</body></html>');
  expect(html).toMatch(
    /<style>.*<\/style>\s*<\/head><body class="a>b">text<div class="hotswap-preview".*<\/div>\s*<\/body>/s,
  );
  for (const broken of ["text", "<body>text", "<p></head><b>text", "</body></head>text"]) {
    expect(withPreviewBanner(broken).replace(/<style>.*?<\/style>/s, "")).toContain("This is a preview.");
    expect(withPreviewBanner(broken)).toContain("text");
  }
});

test("passwords can be tried ten times a minute by a visitor, and a hundred times by all of them", () => {
  const tries = new PasswordTries();
  const document = { websiteId: "w", documentId: "d" };
  const taken = (visitor: string | null, now: number, count: number) =>
    Array.from({ length: count }, () => tries.take(document, visitor, now)).filter(Boolean).length;
  expect(taken("one", 0, 20)).toBe(10);
  expect(taken("one", 59_999, 5)).toBe(0);
  expect(taken("one", 60_000, 5)).toBe(5);
  // Whose address nobody knows may be anyone.
  expect(taken(null, 120_000, 120)).toBe(100);
  const many = new PasswordTries();
  const ofMany = Array.from({ length: 300 }, (_, visitor) => many.take(document, `v${visitor}`, 0)).filter(Boolean);
  expect(ofMany).toHaveLength(100);
  expect(many.take({ ...document, documentId: "other" }, "v1", 0)).toBe(true);
  expect(many.take({ ...document, websiteId: "other" }, "v1", 0)).toBe(true);
});

test("XML holds nothing that XML cannot say", () => {
  expect(escapeXml('a\u0000\u0008<b> & "c" \ud800 \ufffe \u{1f35e}]]>')).toBe(
    "a&lt;b&gt; &amp; &quot;c&quot; \ufffd  \u{1f35e}]]&gt;",
  );
});
