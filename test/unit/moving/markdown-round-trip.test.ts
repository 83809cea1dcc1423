import { expect, test } from "vitest";
import { bakery } from "#supervisor/demo/bakery.ts";
import { studio } from "#supervisor/demo/studio.ts";
import { recordIdOf, type ContentRecord } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { convertFile } from "#test/support/moving/convert-file.ts";
import { fullRelease } from "#test/support/moving/full-release.ts";
import { memoryRelease } from "#test/support/moving/memory-release.ts";
import { writeExport } from "#test/support/moving/write-export.ts";
import { filesOf } from "#test/support/moving/zip-files.ts";

const byId = (records: readonly ContentRecord[]) =>
  Object.fromEntries(records.map((record) => [`${record.kind} ${recordIdOf(record)}`, record.value]));

test("what is exported as Markdown is imported again as it was, of everything that Markdown can say", async () => {
  const { source, records } = fullRelease();
  const { path, notes } = await writeExport("markdown", source);
  expect(notes).toEqual([
    { place: "", detail: "The theme, its settings and the configuration are no content, and were left out." },
  ]);
  const imported = await convertFile("markdown", path);
  expect(imported.lines.filter(({ outcome }) => outcome === "left-out")).toEqual([]);
  expect(byId(imported.records)).toEqual(byId(records));
});

test("the files read well: front matter that other programs know, Markdown where that has words, HTML elsewhere", async () => {
  const { path } = await writeExport("markdown", fullRelease().source);
  const files = await filesOf(path);
  expect([...files.keys()].toSorted()).toEqual([
    "2024/every-block.md",
    "_data/authors.yml",
    "_data/comments.yml",
    "_data/media.yml",
    "_data/menus.yml",
    "_data/redirects.yml",
    "_data/terms.yml",
    "about.md",
    "about/team.md",
    "draft.md",
    "index.md",
    "tool/oven.md",
    "wp-content/uploads/picture.png",
  ]);
  const text = files.get("2024/every-block.md")!.toString();
  for (const part of [
    "title: 'Every \"block\": <one> & all'",
    "categories:\n  - News & more",
    "## A heading & more",
    "```js\nif (a < b) {\n\n  return",
    "| A      |  B |",
    "![A picture](/wp-content/uploads/picture.png)",
    "[^note-1]: The **note**",
    '<div class="wp-block-group hotswap-callout is-warning">',
  ]) {
    expect(text).toContain(part);
  }
});

test.each([bakery, studio])("the demo's $name comes back as it was", async (site) => {
  const files = site.pictures.map(({ fileName }) => new TextEncoder().encode(fileName));
  const media = site.pictures.map(({ mediaId, fileName, alt, width, height }, index) => ({
    kind: "media",
    value: { mediaId, fileName, contentType: "image/png", digest: sha256(files[index]!), alt, width, height },
  }));
  const documents = site.documents.map((value) => ({ kind: "document", value }));
  const { source, records } = memoryRelease(
    [...documents, ...media, ...site.records] as unknown as ContentRecord[],
    files,
  );
  const { path } = await writeExport("markdown", source);
  const imported = byId((await convertFile("markdown", path)).records);
  for (const record of records.filter(({ kind }) => kind !== "media")) {
    expect(imported[`${record.kind} ${recordIdOf(record)}`]).toEqual(record.value);
  }
});
