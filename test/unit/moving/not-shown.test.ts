import { describe, expect, test } from "vitest";
import { convertFile, type ConvertedFile } from "#test/support/moving/convert-file.ts";
import { writeJson } from "#test/support/moving/ghost-export.ts";
import { valuesOf } from "#test/support/moving/records-of.ts";
import { zipOf } from "#test/support/moving/zip-files.ts";
import { exportFoot, exportHead, exportItem } from "#test/support/wxr-export.ts";

/** The imports of these tests are made on 1 January 2030. */
const future = "2031-05-06 07:08:09";
const markdown = async (files: Readonly<Record<string, string>>) =>
  convertFile("markdown", await zipOf(Object.entries(files)));
const page = (front: string) => `---\n${front}\n---\nText`;
const wxr = (...items: readonly Parameters<typeof exportItem>[0][]) =>
  convertFile("wxr", writeJson(`${exportHead()}${items.map((item) => exportItem(item)).join("")}${exportFoot}`));
const ghost = (...posts: readonly object[]) =>
  convertFile("ghost", writeJson({ data: { posts: posts.map((post, id) => ({ id, title: `Post ${id}`, ...post })) } }));

const statusesOf = ({ records }: ConvertedFile) => valuesOf(records, "document").map(({ status }) => status);
const changesOf = ({ lines }: ConvertedFile) =>
  lines.filter(({ outcome }) => outcome === "changed").map(({ detail }) => detail);

describe("what is dated later than the import is kept as scheduled, and the report says so", () => {
  test.for([
    ["Markdown", () => markdown({ "a.md": page(`date: ${future}`), "b.md": page("date: 2025-12-31"), "c.md": "Text" })],
    ["Markdown by its file's name", () => markdown({ "_posts/2031-05-06-a.md": "A", "b.md": "B", "c.md": "C" })],
    ["WXR", () => wxr({ id: 1, date: future, dateGmt: future }, { id: 2 }, { id: 3 })],
    [
      "Ghost",
      () =>
        ghost(
          { status: "published", published_at: future },
          { status: "published" },
          { status: "published", slug: "c" },
        ),
    ],
  ] as const)("of %s", async ([, convert]) => {
    const converted = await convert();
    expect(statusesOf(converted)).toEqual(["scheduled", "published", "published"]);
    expect(
      changesOf(converted).filter((detail) => /^its date 2031-05-06T.* is in the future/.test(detail)),
    ).toHaveLength(1);
  });

  test("and what waits for its time already goes on waiting", async () => {
    expect(statusesOf(await wxr({ id: 1, status: "future", date: future, dateGmt: future }))).toEqual(["scheduled"]);
    expect(statusesOf(await ghost({ status: "scheduled", published_at: future }))).toEqual(["scheduled"]);
    expect(statusesOf(await markdown({ "a.md": page("status: future") }))).toEqual(["scheduled"]);
  });
});

test("a status that is not known makes a draft, and the report says so", async () => {
  const unknown = [
    await markdown({ "a.md": page("status: embargoed") }),
    await wxr({ id: 1, status: "embargoed" }),
    await ghost({ status: "embargoed" }),
  ];
  for (const converted of unknown) {
    expect(statusesOf(converted)).toEqual(["draft"]);
    expect(changesOf(converted)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^its status "embargoed" .* it is a draft$/)]),
    );
  }
  const others = await markdown({
    "a.md": page("status: publish"),
    "b.md": page("status: Pending"),
    "c.md": page("status: published\ndraft: true"),
    "d.md": page("status: private\ndraft: true"),
  });
  expect(statusesOf(others)).toEqual(["published", "review", "draft", "private"]);
  expect(changesOf(others)).toEqual(["it says that it is published and that it is a draft; it is a draft"]);
});

test("what would be at a path that websites answer by themselves is moved, and the report says why", async () => {
  const converted = await markdown({
    "a.md": page("permalink: /robots.txt"),
    "b.md": page("permalink: /_hotswap/live"),
    "static/sitemap.xml/plum.png": "png",
    "static/llms.txt": "Text",
  });
  expect(valuesOf(converted.records, "document").map(({ path }) => path)).toEqual(["/robots.txt-2", "/b"]);
  expect(changesOf(converted)).toEqual([
    "the website serves /robots.txt by itself; it is at /robots.txt-2",
    "/_hotswap/live is the platform's own; it is at /b",
  ]);
  const leftOut = converted.lines.filter(({ outcome }) => outcome === "left-out");
  expect(leftOut.map(({ detail }) => detail)).toEqual([
    "the website serves /llms.txt by itself: a redirect from there would never be seen",
  ]);
  const old = await wxr({ id: 1, link: "https://many.example/sitemap.xml" });
  expect(changesOf(old)).toContainEqual(expect.stringMatching(/^the website serves \/sitemap.xml by itself; it is at/));
});
