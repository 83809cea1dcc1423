import { describe, expect, test } from "vitest";
import { mediaSchema } from "#domain/content/index.ts";
import { documentPathSchema, documentSchema } from "#domain/document/index.ts";

const document = { documentId: "a", type: "page", path: "/a", title: "A", body: { type: "doc", content: [] } };

/** The places at which a document is refused; none when it is taken. */
function refusedAt(given: object): readonly string[] {
  const parsed = documentSchema.safeParse({ ...document, ...given });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
}

describe("a document", () => {
  test("needs little: what is left out is empty", () => {
    expect(documentSchema.parse(document)).toEqual({
      ...document,
      status: "published",
      description: "",
      excerpt: "",
      publishedAt: null,
      updatedAt: null,
      locale: null,
      parentId: null,
      order: 0,
      authorIds: [],
      termIds: [],
      imageId: null,
      sticky: false,
      password: null,
      comments: "closed",
      seo: { title: "", canonical: null, noindex: false, imageId: null },
      fields: {},
    });
  });

  test("may have no title", () => {
    expect(refusedAt({ title: "" })).toEqual([]);
  });

  test("is refused where it is wrong", () => {
    const long = "x".repeat(501);
    expect(refusedAt({ documentId: "a/b" })).toEqual(["documentId"]);
    expect(refusedAt({ documentId: "x".repeat(65) })).toEqual(["documentId"]);
    expect(refusedAt({ title: long, type: "Widget" })).toEqual(["type", "title"]);
    expect(refusedAt({ status: "live" })).toEqual(["status"]);
    expect(refusedAt({ body: { type: "doc", content: [{ type: "html" }] } })).toEqual(["body.content.0.type"]);
    expect(refusedAt({ publishedAt: "yesterday" })).toEqual(["publishedAt"]);
    expect(refusedAt({ publishedAt: "2026-01-01T00:00:00+01:00" })).toEqual(["publishedAt"]);
    expect(refusedAt({ unknown: 1 })).toEqual([""]);
  });
});

describe("a document's path", () => {
  test.for(["/", "/a", "/a/b.c/d", "/caf\u00e9/\u65e5\u672c", "/\u{1f600}", "/_hotswapped", "/a/_hotswap", "/..."])(
    "may be %s",
    (path) => expect(documentPathSchema.safeParse(path).success).toBe(true),
  );

  test.for([
    "",
    "a",
    "//",
    "//evil.test",
    "/a/",
    "/a//b",
    "/.",
    "/..",
    "/a/../b",
    "/a/./b",
    "/a?b",
    "/a#b",
    "/a%2fb",
    "/a\\b",
    "/a b",
    "/a\u00a0b",
    "/a\u007fb",
    "/a\u0085b",
    "/a\u0000",
    "/a\u2028b",
    "/_hotswap",
    "/_hotswap/live",
    "/\ud83d",
    `/${"a".repeat(1_024)}`,
  ])("cannot be %j", (path) => expect(documentPathSchema.safeParse(path).success).toBe(false));
});

describe("the name of a file of media", () => {
  const isTaken = (fileName: string) =>
    mediaSchema.safeParse({ mediaId: "m", fileName, contentType: "image/png", digest: null }).success;

  test.each(["a.png", "a b (1).png", "日本.png", "...", ".htaccess"])("may be %j", (name) => {
    expect(isTaken(name)).toBe(true);
  });

  test.each(["", ".", "..", "a/b.png", "a\\b.png", "a\u0000.png"])("is not %j", (name) => {
    expect(isTaken(name)).toBe(false);
  });
});
