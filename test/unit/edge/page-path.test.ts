import { expect, test } from "vitest";
import fc from "fast-check";
import { documentPathSchema } from "#domain/document/index.ts";
import { requestTarget } from "#workers/routing/request-target.ts";
import { parsePagePath } from "#workers/site/page-path.ts";

test.each([
  ["/", { kind: "page", path: "/" }],
  ["/a/b", { kind: "page", path: "/a/b" }],
  ["/k%C3%A4se", { kind: "page", path: "/käse" }],
  ["/a/", { kind: "moved", location: "/a" }],
  ["/k%C3%A4se/", { kind: "moved", location: "/k%C3%A4se" }],
  ["//evil.example/", { kind: "missing" }],
  ["/a//b", { kind: "missing" }],
  ["/a//", { kind: "missing" }],
  ["/%2e%2e/a", { kind: "missing" }],
  ["/./a", { kind: "missing" }],
  ["/a%2fb", { kind: "missing" }],
  ["/%5cevil.example/", { kind: "missing" }],
  ["/\\evil.example/", { kind: "missing" }],
  ["/a%00b", { kind: "missing" }],
  ["/a%0d%0aSet-Cookie:x", { kind: "missing" }],
  ["/a%2520b", { kind: "missing" }],
  ["/a%20b", { kind: "missing" }],
  ["/%zz", { kind: "malformed" }],
  ["/%ff", { kind: "malformed" }],
  ["/%", { kind: "malformed" }],
  [`/${"a".repeat(2_000)}`, { kind: "missing" }],
])("the path %o is understood as %o", (path, expected) => {
  expect(parsePagePath(path)).toEqual(expected);
});

test("whatever is sent, a page's path is one that documents may have, and no redirect leaves the site", () => {
  const path = fc
    .string({ unit: fc.constantFrom("/", ".", "%", "2", "f", "a", "\\", "?", "é", "5", "c", " ") })
    .map((text) => `/${text}`);
  fc.assert(
    fc.property(path, (sent) => {
      const parsed = parsePagePath(sent);
      if (parsed.kind === "page") expect(documentPathSchema.safeParse(parsed.path).success).toBe(true);
      if (parsed.kind === "moved") expect(parsed.location).toMatch(/^\/(?![/\\])/);
    }),
    { numRuns: 3_000 },
  );
});

test("every path that a document may have reaches it, percent-encoded", () => {
  for (const path of ["/", "/a", "/über/uns", "/a-b_c.d/e~f", "/日本", "/🙂", "/a+b&c='d'"]) {
    expect(documentPathSchema.parse(path)).toBe(path);
    expect(parsePagePath(encodeURI(path))).toEqual({ kind: "page", path });
  }
});

test.each([
  ["http://a.localhost/", "a.localhost", "/"],
  ["http://a.localhost:8080/x/y?z=/?", "a.localhost:8080", "/x/y"],
  ["http://a.localhost", "a.localhost", "/"],
])("%s is cut into host and path", (url, host, path) => {
  expect(requestTarget(url)).toEqual({ host, path });
});
