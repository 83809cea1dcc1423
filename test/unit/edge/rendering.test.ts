import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { documentSchema } from "#domain/document/index.ts";
import type { PageData, ReleaseView } from "#domain/contracts/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import { contentSecurityPolicy } from "#workers/rendering/csp.ts";
import { formatDate } from "#workers/rendering/date-filter.ts";
import { PageCache, type CachedPage } from "#workers/rendering/page-cache.ts";
import { renderPage } from "#workers/rendering/render-page.ts";
import { createThemeEngine } from "#workers/rendering/theme-engine.ts";
import { matchesEtag } from "#workers/site/conditional.ts";
import { bucketFromCookie } from "#workers/site/visitor-bucket.ts";

const digest = "d".repeat(64);
const theme: ReleaseView["theme"] = {
  format: 1,
  name: "test",
  version: "1.0.0",
  title: "Test",
  files: { "assets/theme.css": { digest, bytes: 1, contentType: "text/css" } },
};
const release: ReleaseView = {
  releaseId: digest,
  theme,
  themeDigest: digest,
  themeSettings: { colour: "<red>" },
  configuration: configurationSchema.parse({ title: "A & B" }),
};
const missing: PageData = { kind: "not-found", frame: { menus: {} } };

function render(sources: Record<string, string>, page: PageData = missing) {
  const engine = createThemeEngine(theme, new Map(Object.entries(sources)));
  return renderPage(release, page, { theme: engine, path: "/x" });
}

test("what a template puts out is escaped, what our own code made is not", () => {
  const body = { type: "doc" as const, content: [{ type: "horizontalRule" as const }] };
  const document = documentSchema.parse({
    documentId: "x",
    type: "page",
    path: "/x",
    title: "<b>",
    body,
  });
  const { html } = render(
    {
      "layout/theme": "<title>{{ site.title }}</title>{{ content_for_layout }}",
      "templates/page": "{{ page.title }}{{ settings.colour }}{{ page.content }}{{ page.content | upcase }}",
    },
    {
      kind: "document",
      document,
      media: {},
      terms: [],
      authors: [],
      ancestors: [],
      children: [],
      previous: null,
      next: null,
      comments: [],
      commentCount: 0,
      bodyPage: 1,
      frame: { menus: {} },
    },
  );
  expect(html).toBe("<title>A &amp; B</title>&lt;b&gt;&lt;red&gt;<hr>&lt;HR&gt;");
});

test("assets are addressed by their digest, and one that is missing fails the page", () => {
  expect(render({ "templates/404": "{{ 'theme.css' | asset_url }}" })).toEqual({
    html: `/_hotswap/assets/${digest}/theme.css`,
    status: 404,
  });
  expect(() => render({ "templates/404": "{{ 'none.css' | asset_url }}" })).toThrow("assets/none.css");
});

test("snippets are found by name; a file outside of the theme is not", () => {
  expect(render({ "templates/404": "{% render 'card' %}", "snippets/card": "card" }).html).toBe("card");
  expect(() => render({ "templates/404": "{% render '../../etc/passwd' %}" })).toThrow();
});

test("a template that loops without end or takes all memory is stopped", () => {
  const loop = "{% for i in (1..10000000) %}{% for j in (1..10000000) %}x{% endfor %}{% endfor %}";
  expect(() => render({ "templates/404": loop })).toThrow(/limit/);
  expect(() => render({ "templates/404": "{% render 'a' %}", "snippets/a": "{% render 'a' %}" })).toThrow();
});

test("templates see data, never what objects inherit", () => {
  const probe = "{{ site.constructor.name }}{{ page.__proto__ }}{{ settings.toString }}";
  expect(render({ "templates/404": probe }).html).toBe("");
});

test("a theme without a template for missing pages still answers 404", () => {
  expect(render({ "layout/theme": "{{ content_for_layout }}" })).toEqual({
    html: "<h1>Page not found</h1>",
    status: 404,
  });
});

test("the policy names exactly the inline styles and scripts of the page", () => {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = contentSecurityPolicy(
    `<style media="a>b">p{}</style><script>one()</script><script src="/x.js"></script><SCRIPT type="module">two()</SCRIPT >`,
  );
  expect(policy).toContain(`style-src 'self' ${hash("p{}")};`);
  expect(policy).toContain(`script-src 'self' ${hash("one()")} ${hash("two()")};`);
  expect(policy).not.toContain("unsafe");
});

test.each([
  ["2026-01-02T03:04:05Z", "%-d %B %Y, %H:%M:%S %p", "2 January 2026, 03:04:05 AM"],
  ["2026-12-31T23:59:59.999Z", "%F %T %j %a %A %b %e %y %I %%", "2026-12-31 23:59:59 365 Thu Thursday Dec 31 26 11 %"],
  [0, "%Y-%m-%d %s %Z %z %Q", "1970-01-01 0 UTC +0000 %Q"],
  ["soon", "%Y", "soon"],
  [null, "%Y", null],
  ["2026-99-99", "%Y", "2026-99-99"],
])("the date %o as %o is %o", (value, format, expected) => {
  expect(formatDate(value, format)).toBe(expected);
});

function page(status: 200 | 404, bytes: number): CachedPage {
  const init = { headers: new Headers() };
  return { status, etag: '"x"', bytes: new Uint8Array(bytes), init, notModified: init };
}

test("pages are found by release, path and encoding, and never across them", () => {
  const cache = new PageCache();
  const kept = page(200, 10);
  cache.keep("r1", "/a", "br", kept);
  expect(cache.find("r1", "/a", "br")).toBe(kept);
  expect(cache.find("r2", "/a", "br")).toBeUndefined();
  expect(cache.find("r1", "/b", "br")).toBeUndefined();
  expect(cache.find("r1", "/a", "gzip")).toBeUndefined();
});

test("missing paths share one page, and a path that is not known to be missing does not get it", () => {
  const cache = new PageCache(1_000_000);
  const kept = page(404, 100);
  for (let number = 0; number < 50_000; number++) cache.keep("r1", `/none-${number}`, "br", kept);
  expect(cache.findMissing("r1", "/none-49999", "br")).toBe(kept);
  expect(cache.findMissing("r1", "/other", "br")).toBeUndefined();
  expect(cache.find("r1", "/none-49999", "br")).toBeUndefined();
});

test.each([
  ['"a"', true],
  ["*", true],
  ['W/"a"', true],
  ['"b", W/"c" , "a"', true],
  ['"b"', false],
  ["a", false],
  ["", false],
  ['"b, a"', false],
])('If-None-Match %s against the tag "a" matches: %s', (header, expected) => {
  expect(matchesEtag(header, '"a"')).toBe(expected);
});

test.each([
  ["__Host-hs-bucket=12", 12],
  ["a=b; __Host-hs-bucket=0; c=d", 0],
  ["x__Host-hs-bucket=12", null],
  ["__Host-hs-bucket=10000", null],
  ["__Host-hs-bucket=-1", null],
  ["__Host-hs-bucket=1e3", null],
  ["", null],
  [null, null],
])("the cookie header %o holds the bucket %o", (header, expected) => {
  expect(bucketFromCookie(header)).toBe(expected);
});
