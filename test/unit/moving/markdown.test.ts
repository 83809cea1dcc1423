import { describe, expect, test } from "vitest";
import { convertFile } from "#test/support/moving/convert-file.ts";
import { nodesOfType, textOfBody, titled, typesOf, valuesOf } from "#test/support/moving/records-of.ts";
import { zipOf } from "#test/support/moving/zip-files.ts";

/** A site as Jekyll has it, with things of Hugo's and Astro's. */
const site = {
  "_posts/2024-02-03-plum-weeks.md": `---
title: "Plum: weeks"
categories: [News, Bread]
tags: plums, autumn
author: Ada Baker
image: /assets/plum.png
description: All about plums
lastmod: 2024-02-04 10:30:00 +0100
weight: 7
canonical: https://elsewhere.example/plums
colour: purple
---
Plums[^1] and a [page](../about.md), a [file](/assets/prices.pdf) and <kbd>Ctrl</kbd>.

![Blue](../assets/plum.png "Title")

| a | b |
|---|--:|
| 1 | ~~2~~ |

- one
- two
  1. deep

\`\`\`js
if (a < b) {}
\`\`\`

<details open><summary>More</summary>

Hidden *text*

</details>

[^1]: They are **blue**.
`,
  "about.md": "# About us\n\nWe bake.\n",
  "content/blog/hello-world/index.md": "---\ntitle: Hello\ndate: 2023-01-02T03:04:05Z\ndraft: true\n---\nHi\n",
  "index.md": "---\ntitle: Home\n---\nWelcome\n",
  "evil.md": `---
title: Evil
---
<script>alert(1)</script>

[run](javascript:alert(1)) <img src=x onerror=alert(1)> <a href="javascript:alert(2)">go</a>

<iframe src="https://evil.example/"></iframe>
`,
  "broken.md": "---\ntitle: [\n---\nText\n",
  "toml.md": "+++\ntitle = 'x'\n+++\nText\n",
  "assets/plum.png": "png",
  "assets/prices.pdf": "pdf",
  "_config.yml": "title: x\n",
  ".DS_Store": "x",
};
const converted = zipOf(Object.entries(site)).then((path) => convertFile("markdown", path));

describe("a zip of Markdown", () => {
  test("becomes documents at the paths that their names and front matter say", async () => {
    const { records } = await converted;
    const paths = valuesOf(records, "document").map(({ title, type, status, path }) => [title, type, status, path]);
    expect(paths).toEqual([
      ["Plum: weeks", "post", "published", "/plum-weeks"],
      ["About us", "page", "published", "/about"],
      ["Hello", "post", "draft", "/blog/hello-world"],
      ["Home", "page", "published", "/"],
      ["Evil", "page", "published", "/evil"],
    ]);
    expect(titled(records, "Plum: weeks")).toMatchObject({
      publishedAt: "2024-02-03T00:00:00.000Z",
      updatedAt: "2024-02-04T09:30:00.000Z",
      description: "All about plums",
      order: 7,
      seo: { canonical: "https://elsewhere.example/plums" },
    });
    expect(textOfBody(titled(records, "About us"))).toBe("We bake.");
  });

  test("brings the terms, authors and files that its documents name", async () => {
    const { records, stored } = await converted;
    const plums = titled(records, "Plum: weeks");
    const terms = valuesOf(records, "term");
    expect(terms.map(({ taxonomy, slug, name }) => [taxonomy, slug, name])).toEqual([
      ["category", "news", "News"],
      ["category", "bread", "Bread"],
      ["tag", "plums", "plums"],
      ["tag", "autumn", "autumn"],
    ]);
    expect(plums.termIds).toEqual(terms.map(({ termId }) => termId));
    expect(valuesOf(records, "author").map(({ name, path, authorId }) => [name, path, authorId])).toEqual([
      ["Ada Baker", "/author/ada-baker", plums.authorIds[0]],
    ]);
    const [picture, file] = valuesOf(records, "media");
    expect([picture?.fileName, file?.fileName, stored.size]).toEqual(["plum.png", "prices.pdf", 2]);
    expect(plums.imageId).toBe(picture?.mediaId);
    expect(nodesOfType(plums, "image")[0]?.attrs).toMatchObject({
      mediaId: picture?.mediaId,
      alt: "Blue",
      title: "Title",
    });
  });

  test("has its text become nodes: tables, lists, code, notes and the HTML in between", async () => {
    const plums = titled((await converted).records, "Plum: weeks");
    expect(typesOf(plums)).toEqual(["paragraph", "image", "table", "bulletList", "codeBlock", "details", "footnotes"]);
    const hrefs = nodesOfType(plums, "text")
      .flatMap(({ marks }) => marks ?? [])
      .flatMap((mark) => (mark.type === "link" ? [mark.attrs.href] : []));
    expect(hrefs).toEqual(["/about", "/assets/prices.pdf"]);
    expect(nodesOfType(plums, "text").some(({ marks }) => marks?.[0]?.type === "keyboard")).toBe(true);
    expect(nodesOfType(plums, "footnoteReference")[0]?.attrs.id).toBe(nodesOfType(plums, "footnote")[0]?.attrs.id);
    expect(nodesOfType(plums, "details")[0]).toMatchObject({ attrs: { summary: "More", open: true } });
    expect(nodesOfType(plums, "codeBlock")[0]).toMatchObject({
      attrs: { language: "js" },
      content: [{ text: "if (a < b) {}" }],
    });
  });

  test("brings no HTML along: what would run is left out or inert", async () => {
    const evil = titled((await converted).records, "Evil");
    const text = JSON.stringify({
      ...evil,
      body: { ...evil.body, content: evil.body.content.filter(({ type }) => type !== "fallback") },
    });
    expect(text).not.toMatch(/javascript:|onerror|<script|<iframe|site\.invalid/);
    expect(nodesOfType(evil, "fallback").map(({ attrs }) => attrs.name)).toEqual(["iframe"]);
    expect(nodesOfType(evil, "inlineImage")).toEqual([]);
  });

  test("says what was left out, file by file", async () => {
    const { lines } = await converted;
    const leftOut = lines
      .filter(({ outcome }) => outcome === "left-out")
      .map(({ place, detail }) => [place, detail.slice(0, 20)]);
    expect(leftOut).toEqual([
      ["broken.md", "it is no YAML: Flow "],
      ["toml.md", "its front matter is "],
      ["_config.yml", "it is no Markdown, a"],
    ]);
    expect(lines.map(({ detail }) => detail)).toContain('"colour" of its front matter was left out');
  });

  test("makes the same records each time, and gives way where a path is another's", async () => {
    const again = await convertFile("markdown", await zipOf(Object.entries(site)));
    expect(again.records).toEqual((await converted).records);
    const held = new Map([["/about", { kind: "document", id: "other" } as const]]);
    const moved = await convertFile("markdown", await zipOf([["about.md", "# A"]]), { held });
    expect(valuesOf(moved.records, "document")[0]?.path).toBe("/about-2");
  });
});

test("a file that is no zip, or holds one of its files twice, is refused", async () => {
  const twice = await zipOf([
    ["a.md", "A"],
    ["a.md", "B"],
  ]);
  await expect(convertFile("markdown", twice)).rejects.toMatchObject({ place: "a.md" });
  const aliases = `---\na: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
    .split("")
    .map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${"abcdefg"[index]!}`).join(",")}]`)
    .join("\n")}\n---\nText`;
  const { lines } = await convertFile("markdown", await zipOf([["bomb.md", aliases]]));
  expect(lines.some(({ place, detail }) => place === "bomb.md" && detail.includes("Excessive alias count"))).toBe(true);
});

test("drafts stay drafts, by whatever words their front matter says so", async () => {
  const fronts = ["draft: yes", 'draft: "true"', "draft: True", "published: no", 'published: "false"', "status: Draft"];
  const files = fronts.map((front, index) => [`page-${index}.md`, `---\n${front}\n---\nText`] as const);
  const open = ["draft: no", "published: 2024-01-02"].map(
    (front, index) => [`open-${index}.md`, `---\n${front}\n---\nText`] as const,
  );
  const { records } = await convertFile("markdown", await zipOf([...files, ...open]));
  const statuses = valuesOf(records, "document").map(({ status }) => status);
  expect(statuses).toEqual([...fronts.map(() => "draft"), "published", "published"]);
});

test("records beside documents are read however many they are, and YAML that would hold the process up is left out", async () => {
  const redirect = (index: number) => ({ from: `/old-${index}`, to: { kind: "path", path: "/new" } });
  const own = Array.from({ length: 20_000 }, (_, index) => `- ${JSON.stringify(redirect(index))}\n`).join("");
  const other = Array.from({ length: 40_000 }, (_, index) => `- slug: "a-${index}"\n`).join("") + "#".repeat(1_000_000);
  const zip = await zipOf([
    ["_data/redirects.yml", own],
    ["_data/terms.yml", other],
    ["long.md", `---\nfields: {a: "${"x".repeat(1_000_000)}"}\n---\nText`],
  ]);
  const { records, lines } = await convertFile("markdown", zip);
  expect(valuesOf(records, "redirect")).toHaveLength(20_000);
  const leftOut = lines.filter(({ outcome }) => outcome === "left-out").map(({ place, detail }) => [place, detail]);
  const reason = "it is YAML of more than 1000000 characters";
  expect(leftOut).toEqual([
    ["_data/terms.yml", reason],
    ["long.md", reason],
  ]);
});

test("a file in an encoding that is not known is left out, and the others are taken", async () => {
  const zip = await zipOf([
    ["latin.md", Buffer.from("caf\u00e9", "latin1")],
    ["wide.md", Buffer.from("\ufeff---\ntitle: Caf\u00e9\n---\nText", "utf16le")],
    ["plain.md", "# Plain"],
  ]);
  const { records, lines } = await convertFile("markdown", zip);
  expect(valuesOf(records, "document").map(({ title }) => title)).toEqual(["Café", "Plain"]);
  expect(lines.filter(({ outcome }) => outcome === "left-out")).toMatchObject([
    { place: "latin.md", detail: "it is neither UTF-8 nor UTF-16" },
  ]);
});

test("what asks for a password goes on asking for it, and is not shown where that cannot be told", async () => {
  const zip = await zipOf([
    ["hexo.md", "---\npassword: letmein\n---\nText"],
    ["number.md", "---\npassword: 1234\n---\nText"],
    ["odd.md", "---\npassword: {is: letmein}\n---\nText"],
    ["open.md", "---\npassword:\n---\nText"],
  ]);
  const { records } = await convertFile("markdown", zip);
  const shown = valuesOf(records, "document").map(({ status, password }) => [status, password !== null]);
  expect(shown).toEqual([
    ["published", true],
    ["published", true],
    ["draft", false],
    ["published", false],
  ]);
});

test("whoever comes by an alias of Hugo's or Jekyll's is led to the document", async () => {
  const zip = await zipOf([
    ["new.md", "---\naliases: [/old/, /2019/old.html, old-relative]\n---\nText"],
    ["other.md", "---\nredirect_from: /old\n---\nText"],
  ]);
  const { records, lines } = await convertFile("markdown", zip);
  const [document] = valuesOf(records, "document");
  const to = { kind: "document", documentId: document!.documentId };
  expect(valuesOf(records, "redirect")).toMatchObject([
    { from: "/old", to },
    { from: "/2019/old.html", to },
  ]);
  expect(lines.filter(({ outcome }) => outcome === "left-out")).toMatchObject([
    { place: "new.md", detail: "old-relative is no path from which it could be led on" },
  ]);
});

test("documents that would be above themselves have no parent", async () => {
  const zip = await zipOf([
    ["a.md", "---\nid: a\nparent: b\n---\nText"],
    ["b.md", "---\nid: b\nparent: a\n---\nText"],
    ["c.md", "---\nid: c\nparent: a\n---\nText"],
    ["d.md", "---\nid: d\nparent: d\n---\nText"],
  ]);
  const { records, lines } = await convertFile("markdown", zip);
  expect(valuesOf(records, "document").map(({ documentId, parentId }) => [documentId, parentId])).toEqual([
    ["a", null],
    ["b", null],
    ["c", "a"],
    ["d", null],
  ]);
  const changed = lines.filter(({ outcome }) => outcome === "changed");
  expect(changed.map(({ place, detail }) => [place, detail])).toEqual(
    ["a.md", "b.md", "d.md"].map((place) => [place, "it would be above itself; it has no parent"]),
  );
});
