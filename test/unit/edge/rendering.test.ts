import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { contentSecurityPolicy } from "#workers/rendering/csp.ts";
import { formatDate } from "#workers/rendering/date-filter.ts";
import { PageCache, type CachedPage } from "#workers/rendering/page-cache.ts";
import { matchesEtag } from "#workers/site/conditional.ts";
import { bucketFromCookie } from "#workers/site/visitor-bucket.ts";

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
  return { status, etag: '"x"', bytes: new Uint8Array(bytes), init, notModified: init, lock: null, visits: 0 };
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
