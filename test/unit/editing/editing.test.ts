import { describe, expect, test } from "vitest";
import { createDocumentBodySchema, saveDocumentBodySchema } from "#domain/contracts/index.ts";
import {
  documentChangesSchema,
  documentStates,
  documentTransitions,
  isReservedPath,
  movedPath,
  newPathFault,
  searchQuery,
  searchWords,
  slugOf,
  stateAfter,
  withChanges,
  workingCopySchema,
  type DocumentState,
  type DocumentTransitionName,
} from "#domain/editing/index.ts";

const states = Object.keys(documentStates) as DocumentState[];
const names = Object.keys(documentTransitions) as DocumentTransitionName[];

describe("the states of a document", () => {
  test("are all reached from a draft, and each is left again", () => {
    const reached = new Set<DocumentState>(["draft"]);
    for (let round = 0; round < states.length; round += 1) {
      for (const state of reached) {
        for (const name of names) {
          const next = stateAfter(state, name);
          if (next !== null) reached.add(next);
        }
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
    for (const state of states) {
      expect(names.some((name) => ![null, state].includes(stateAfter(state, name)))).toBe(true);
    }
  });

  test("show a document only to whoever may publish it", () => {
    for (const name of names) {
      const makesVisible = states.some((state) => ["published", "scheduled"].includes(stateAfter(state, name) ?? ""));
      if (makesVisible) expect([name, documentTransitions[name].permission]).toEqual([name, "content:publish"]);
    }
    expect(stateAfter("archived", "publish")).toBe(null);
  });
});

describe("a slug", () => {
  test.each([
    ["Über uns – und mehr!", "über-uns-und-mehr"],
    ["Don't  panic", "dont-panic"],
    ["日本語のタイトル", "日本語のタイトル"],
    ["C++ & C# / F#", "c-c-f"],
    ["e\u0301te\u0301", "été"],
    ["../../etc/passwd", "etc-passwd"],
    ["<script>alert(1)</script>", "script-alert-1-script"],
    ["!!!", "page"],
    ["", "page"],
  ])("of %j is %j", (title, slug) => {
    expect(slugOf(title, "page")).toBe(slug);
  });

  test("is as short as a path can be read, and ends with a word", () => {
    expect(slugOf("word ".repeat(60), "page")).toBe(Array.from({ length: 16 }, () => "word").join("-"));
    expect(slugOf("x".repeat(500), "page")).toBe("x".repeat(40));
    expect(slugOf("😀".repeat(500), "page")).toBe("page");
  });
});

test("a new path is as long as an index holds, in bytes", () => {
  expect(newPathFault(`/${"x".repeat(1_000)}`)).toBeNull();
  expect(newPathFault(`/${"語".repeat(666)}`)).toBeNull();
  expect(newPathFault(`/${"語".repeat(667)}`)).toBe("may have 2000 bytes at most, and has 2002");
  expect(newPathFault("/a b")).toContain("must be an absolute path");
});

test("paths that a website serves by itself are reserved, others are not", () => {
  for (const path of [
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-2.xml",
    "/search",
    "/feed.xml",
    "/blog/feed",
    "/blog/feed/atom",
    "/llms.txt",
    "/llms-full.txt",
  ]) {
    expect([path, isReservedPath(path)]).toEqual([path, true]);
  }
  for (const path of ["/", "/searching", "/feeds", "/robots", "/a/search"])
    expect([path, isReservedPath(path)]).toEqual([path, false]);
});

test("what is below a path moves with it, and what merely begins alike does not", () => {
  expect(movedPath("/a/b", "/a", "/x/y")).toBe("/x/y/b");
  expect(movedPath("/ab", "/a", "/x")).toBe(null);
  expect(movedPath("/a/b", "/a", "/")).toBe("/b");
});

describe("searching", () => {
  const body = {
    type: "doc" as const,
    content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "Zwölf Brötchen, 東京都" }] }],
  };

  test("finds by words of title, path and body, in lower case", () => {
    expect(searchWords({ title: "Die BÄCKEREI", path: "/über-uns", body })).toEqual([
      ...["die", "bäckerei", "über", "uns", "zwölf", "brötchen", "東京", "京都", "都"],
    ]);
  });

  test("asks for nothing but words, whatever is typed", () => {
    expect(searchQuery("Brö'); drop table documents; --")).toBe("'brö':* & 'drop':* & 'table':* & 'documents':*");
    expect(searchQuery("'&|!():*\\")).toBe(null);
    expect(searchQuery("東京")).toBe("'東京':* & '京':*");
    expect(searchQuery("a b c d e f g h i j k l")!.split(" & ").length).toBe(10);
  });

  test("takes texts of any length", () => {
    const long = {
      type: "doc" as const,
      content: [
        {
          type: "paragraph" as const,
          content: [{ type: "text" as const, text: `${"x".repeat(199_000)} ${"漢字".repeat(400)}` }],
        },
      ],
    };
    const words = searchWords({ title: "", path: "/", body: long });
    expect(Math.max(...words.map((word) => word.length))).toBe(60);
  });
});

test("a path and a slug that are chosen are composed, however their letters came", () => {
  const [apart, composed] = ["/cafe\u0301", "/caf\u00e9"];
  const body = { type: "doc", content: [] };
  const made = createDocumentBodySchema.parse({ document: { type: "page", title: "T", path: apart, body } });
  expect(made.document.path).toBe(composed);
  expect(saveDocumentBodySchema.parse({ changes: { path: apart } }).changes.path).toBe(composed);
  expect(saveDocumentBodySchema.parse({ changes: {}, slug: apart.slice(1) }).slug).toBe(composed.slice(1));
  // What is there already stays as it is.
  const copy = workingCopySchema.parse({ documentId: "d", type: "page", title: "T", path: apart, body });
  expect(copy.path).toBe(apart);
});

test("changes leave what they do not name, and name nothing that a document has not", () => {
  const copy = workingCopySchema.parse({
    ...{ documentId: "d", type: "page", path: "/d", title: "T", excerpt: "E", sticky: true, fields: { a: 1 } },
    ...{ seo: { title: "S", noindex: true }, body: { type: "doc", content: [] } },
  });
  expect(withChanges(copy, documentChangesSchema.parse({}))).toEqual(copy);
  expect(withChanges(copy, documentChangesSchema.parse({ title: "", seo: { title: "X" } }))).toEqual({
    ...copy,
    title: "",
    seo: { ...copy.seo, title: "X" },
  });
  for (const wrong of [{ documentId: "e" }, { status: "published" }, { seo: { x: 1 } }, { title: 1 }, { unknown: 1 }]) {
    expect(documentChangesSchema.safeParse(wrong).success).toBe(false);
  }
});
