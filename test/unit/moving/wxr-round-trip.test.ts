import { readFile } from "node:fs/promises";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { recordIdOf, type ContentRecord } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { convertFile } from "#test/support/moving/convert-file.ts";
import { fullRelease, pictureBytes } from "#test/support/moving/full-release.ts";
import { memoryRelease } from "#test/support/moving/memory-release.ts";
import { writeExport } from "#test/support/moving/write-export.ts";
import { convert, readFixture } from "#test/unit/wxr/convert.ts";

const base = "https://sample.example";
const web = new Map([[`${base}/wp-content/uploads/picture.png`, pictureBytes]]);
const byId = (records: readonly ContentRecord[]) =>
  Object.fromEntries(records.map((record) => [`${record.kind} ${recordIdOf(record)}`, record.value]));
/** Redirects WXR cannot say: its importer makes those of addresses that WordPress has. */
const withoutRedirects = (records: readonly ContentRecord[]) => records.filter(({ kind }) => kind !== "redirect");

test("what is exported as WXR is imported again as it was, of everything that WXR can say", async () => {
  const { source, records } = fullRelease();
  const { path, notes } = await writeExport("wxr", source);
  expect(notes).toEqual([
    { place: "", detail: "The theme, its settings, the configuration and redirects have no place in WXR." },
  ]);
  const imported = await convertFile("wxr", path, { web });
  const expected = withoutRedirects(records).map((record) => {
    if (record.kind !== "media") return record;
    // It was fetched from here.
    return { kind: "media", value: { ...record.value, sourceUrl: `${base}/wp-content/uploads/picture.png` } } as const;
  });
  expect(byId(withoutRedirects(imported.records))).toEqual(byId(expected));
});

test("what WXR cannot say is told, record by record", async () => {
  const { source, records } = fullRelease();
  const changed = records.map((record) =>
    record.kind === "document" && record.value.documentId === "about"
      ? {
          ...record,
          value: { ...record.value, locale: "de", password: { salt: "0".repeat(32), hash: "0".repeat(64) } },
        }
      : record,
  );
  const { notes, path } = await writeExport("wxr", { ...source, records: memoryRelease(changed).source.records });
  expect(notes.filter(({ place }) => place === "document about").map(({ detail }) => detail)).toEqual([
    "its language was left out",
    "its password cannot be taken along: it is private",
  ]);
  const imported = await convertFile("wxr", path, { web });
  expect(imported.records.find((record) => recordIdOf(record) === "about")?.value).toMatchObject({ status: "private" });
});

test("the file is well-formed XML whatever texts it holds", async () => {
  const evil = "]]> <x> & \u0001 \uD800 <!-- wp:html --> -->";
  const document = {
    kind: "document",
    value: {
      documentId: "evil",
      type: "post",
      path: "/evil",
      title: evil,
      excerpt: evil,
      body: {
        type: "doc",
        content: [{ type: "paragraph", content: [{ type: "text", text: "]]> <x> & --> <!-- wp:html -->" }] }],
      },
    },
  };
  const { path } = await writeExport("wxr", memoryRelease([document as unknown as ContentRecord]).source);
  const parser = new SaxesParser({ xmlns: true });
  const faults: string[] = [];
  parser.on("error", (error) => faults.push(error.message));
  parser.write(await readFile(path, "utf8")).close();
  expect(faults).toEqual([]);
  const imported = await convertFile("wxr", path);
  const [again] = imported.records.filter(({ kind }) => kind === "document");
  expect(again?.value).toMatchObject({ body: document.value.body });
});

test("WordPress's own test data, imported, exported and imported again, gives equal records", async () => {
  const fixture = await readFixture();
  if (fixture === null) return;
  const file = { bytes: pictureBytes.byteLength, contentType: "image/png", digest: sha256(pictureBytes) };
  const outcome = { ok: true, ...file, width: 2, height: 1, variants: [] } as const;
  const first = await convert(fixture, { fetchMedia: async () => outcome });
  const { source } = memoryRelease(first.records, [pictureBytes], { url: "https://wpthemetestdata.wordpress.com" });
  const { path } = await writeExport("wxr", source);
  const everything = { get: () => pictureBytes } as unknown as ReadonlyMap<string, Uint8Array>;
  const again = byId((await convertFile("wxr", path, { web: everything })).records);
  const compared = withoutRedirects(first.records).filter(
    ({ kind, value }) => kind !== "document" || (value as { password: unknown }).password === null,
  );
  expect(compared.length).toBeGreaterThan(200);
  for (const record of compared) {
    const key = `${record.kind} ${recordIdOf(record)}`;
    const told = record.kind === "media" ? { ...record.value, sourceUrl: expect.any(String) as string } : record.value;
    expect(again[key], key).toEqual(told);
  }
});
