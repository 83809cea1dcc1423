import { randomUUID } from "node:crypto";
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { archivePaths, type ArchiveManifest } from "#domain/archive/index.ts";
import type { ContentRecord } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { documentOf, refusalOf } from "#test/support/moving/archive-samples.ts";
import { convertFile, fileBytes } from "#test/support/moving/convert-file.ts";
import { memoryRelease } from "#test/support/moving/memory-release.ts";
import { testDirectory } from "#test/support/moving/test-directory.ts";
import { writeExport } from "#test/support/moving/write-export.ts";
import { filesOf, zipOf } from "#test/support/moving/zip-files.ts";

const picture = new TextEncoder().encode("a picture");
const medium = {
  kind: "media",
  value: {
    mediaId: "picture",
    fileName: "picture.png",
    contentType: "image/png",
    digest: sha256(picture),
    bytes: picture.byteLength,
  },
} as ContentRecord;
const release = memoryRelease(
  [
    documentOf("b", "Second"),
    documentOf("a", "First"),
    medium,
    ...Array.from({ length: 1_200 }, (_, n) => documentOf(`n${n}`, `${n}`)),
  ],
  [picture],
);

let path: string;
let files: Map<string, Buffer>;
beforeAll(async () => {
  ({ path } = await writeExport("archive", release.source));
  files = await filesOf(path);
});

/** The archive with some of its files changed; null takes one away. */
async function changed(changes: Readonly<Record<string, string | Uint8Array | null>>): Promise<string> {
  const kept = [...files].filter(([name]) => changes[name] !== null);
  const names = new Set([
    ...kept.map(([name]) => name),
    ...Object.keys(changes).filter((name) => changes[name] !== null),
  ]);
  return zipOf([...names].map((name) => [name, changes[name] ?? files.get(name)!] as const));
}

const manifestOf = () => JSON.parse(files.get(archivePaths.manifest)!.toString()) as ArchiveManifest;

/** The same with its manifest put right: only what the change itself breaks is wrong. */
async function consistent(name: keyof ArchiveManifest["files"], content: string): Promise<string> {
  const manifest = manifestOf();
  const entry = { bytes: Buffer.byteLength(content), sha256: sha256(content) };
  return changed({
    [name]: content,
    [archivePaths.manifest]: JSON.stringify({ ...manifest, files: { ...manifest.files, [name]: entry } }),
  });
}

describe("an archive", () => {
  test("gives back every record, file and leaf that it was made of", async () => {
    const { records, leaves, contentDigest, stored, batches } = await convertFile("archive", path);
    const byId = (all: readonly ContentRecord[]) => all.map((record) => JSON.stringify(record)).toSorted();
    expect(byId(records)).toEqual(byId(release.records));
    const { contents } = release.source;
    const { theme, themeSettings, configuration } = contents;
    expect(leaves).toEqual({ theme: contents.leaves.theme, themeSettings, configuration });
    expect(contentDigest).toBe(contents.leaves.content);
    for (const [digest, bytes] of release.blobs) expect(Buffer.from(stored.get(digest)!)).toEqual(Buffer.from(bytes));
    expect(JSON.parse(Buffer.from(stored.get(contents.leaves.theme)!).toString())).toEqual(theme);
    expect(batches).toBeGreaterThan(2);
  });

  test("has the same bytes whenever it is written", async () => {
    const again = await writeExport("archive", release.source);
    expect(sha256(readFileSync(again.path))).toBe(sha256(readFileSync(path)));
    expect(again.written).toBe(release.records.length + release.blobs.size);
  });
});

describe("an archive is refused, before anything of it is stored,", () => {
  test("when it is cut off", async () => {
    const cut = join(testDirectory(), randomUUID());
    copyFileSync(path, cut);
    truncateSync(cut, (await fileBytes(path)) - 30);
    expect(await refusalOf(cut)).toMatchObject({ detail: expect.stringContaining("no whole zip"), place: null });
  });

  test("when a byte of it is another", async () => {
    const broken = readFileSync(path);
    const at = broken.indexOf("a picture");
    broken[at] = 0x42;
    const to = join(testDirectory(), randomUUID());
    writeFileSync(to, broken);
    expect((await refusalOf(to)).place).toMatch(/^blobs\//);
  });

  test("when it is of a version that is not known, or of something else", async () => {
    const of = (manifest: object) => changed({ [archivePaths.manifest]: JSON.stringify(manifest) }).then(refusalOf);
    expect((await of({ ...manifestOf(), version: 2 })).detail).toContain("The format's version is 2");
    expect((await of({ ...manifestOf(), format: "tar" })).detail).toContain("hotswap-website");
    expect((await of([])).detail).toContain("hotswap-website");
    expect((await refusalOf(await zipOf([["a.txt", "A"]]))).detail).toContain("no archive of a website");
  });

  test("when files are missing, too many, or others than the manifest says", async () => {
    const blob = `blobs/${sha256(picture)}`;
    expect(await refusalOf(await changed({ "records/document.ndjson": null }))).toMatchObject({
      place: "records/document.ndjson",
    });
    expect((await refusalOf(await changed({ [blob]: null }))).detail).toContain("where its manifest says");
    expect(await refusalOf(await changed({ [blob]: "another" }))).toMatchObject({ place: blob });
    expect(await refusalOf(await changed({ "more.txt": "more" }))).toMatchObject({ place: "more.txt" });
    expect(await refusalOf(await changed({ [archivePaths.configuration]: "{}" }))).toMatchObject({
      place: archivePaths.configuration,
    });
  });

  test("when a leaf has another digest than the release says", async () => {
    expect((await refusalOf(await consistent(archivePaths.themeSettings, '{"accent":"#000"}'))).detail).toContain(
      "themeSettings",
    );
    const { release: of, ...rest } = manifestOf();
    const moved = { ...rest, release: { ...of, leaves: { ...of.leaves, content: "0".repeat(64) } } };
    expect(await refusalOf(await changed({ [archivePaths.manifest]: JSON.stringify(moved) }))).toMatchObject({
      detail: "The release's id is not that of its leaves.",
    });
  });

  test("when it holds a file twice", async () => {
    const twice = await zipOf([...files, [archivePaths.manifest, "{}"]]);
    expect(await refusalOf(twice)).toMatchObject({ place: archivePaths.manifest });
  });

  test("when a name leads out of it", async () => {
    const zip = readFileSync(await zipOf([...files, ["xx/evil", "evil"]]));
    for (const [from, to] of [
      ["xx/evil", "../evil"],
      ["xx/evil", "/x/evil"],
      ["xx/evil", "x\\evil0".slice(0, 7)],
    ] as const) {
      const broken = join(testDirectory(), randomUUID());
      writeFileSync(broken, Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1"));
      expect((await refusalOf(broken)).detail).toContain("directory cannot be read");
    }
  });

  test("when it unpacks to far more than it is", async () => {
    const bomb = await zipOf([["bomb", new Uint8Array(120_000_000)], ...files]);
    expect(await refusalOf(bomb)).toMatchObject({ place: "bomb", detail: expect.stringContaining("Unpacked") });
  });
});

test("a record that is not valid, or there twice, ends the import with its line", async () => {
  const lines = files.get("records/document.ndjson")!.toString().trimEnd().split("\n");
  const broken = [lines[0], lines[1], '{"documentId":"zz"}', ...lines.slice(3)].join("\n");
  await expect(convertFile("archive", await consistent("records/document.ndjson", broken))).rejects.toMatchObject({
    place: "records/document.ndjson, line 3",
  });
  const twice = [lines[0], ...lines].join("\n");
  await expect(convertFile("archive", await consistent("records/document.ndjson", twice))).rejects.toMatchObject({
    place: "records/document.ndjson, line 2",
  });
});
