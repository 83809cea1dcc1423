import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Media } from "#domain/content/index.ts";
import type { Import, ReportLine } from "#domain/import/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { sendFile, untilSettled, websiteMaker, type TestWebsite } from "./import-client.ts";
import { makePictures, servePictures, type Picture } from "./picture-server.ts";
import { wxrFile } from "./wxr-file.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let server: Awaited<ReturnType<typeof servePictures>>;
let pictures: Readonly<Record<string, Picture>>;
let website: TestWebsite;
let settled: Import;
let media: ReadonlyMap<string, Media>;

const gone = Array.from({ length: 30 }, (_, index) => `gone-${index}.png`);

beforeAll(async () => {
  pictures = await makePictures();
  server = await servePictures(pictures);
  platform = await startTestPlatform({
    postgres: true,
    env: { FETCH_ALLOW: `127.0.0.1:${server.port},127.0.0.1:1` },
  });
  await platform.untilHealthy();
  website = await (await websiteMaker(platform))("pictures");
  const there = [...Object.keys(pictures), "missing.png"].map((name) => `http://127.0.0.1:${server.port}/${name}`);
  const refused = ["http://127.0.0.1:22/a.png", "http://169.254.169.254/a.png"];
  const urls = [...there, ...refused, ...gone.map((name) => `http://127.0.0.1:1/${name}`)];
  const file = wxrFile(
    [],
    urls.map((url, index) => ({ id: index + 1, url })),
  );
  const sent = await sendFile(platform, website, file);
  const path = `${website.path}/imports/${sent.body.importId}`;
  settled = await untilSettled(platform, path);
  expect((await callApi(platform, "POST", `${path}/activate`)).body.status).toBe("activated");
  const { body } = await callApi(platform, "GET", `${website.path}/released/records?kind=media&limit=200`);
  const found = body.items.map(({ value }: { value: Media }) => value) as Media[];
  media = new Map(found.map((each) => [each.sourceUrl!.split("/").at(-1)!, each]));
});
afterAll(async () => {
  await platform.dispose();
  await server.close();
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const blobOf = (digest: string) => readFile(join(platform.directory.blobs, digest.slice(0, 2), digest));

test("files have the type that their bytes have, and what is no picture is kept as it is", async () => {
  for (const [name, contentType] of [
    ["small.png", "image/png"],
    ["moving.gif", "image/gif"],
  ] as const) {
    const { digest, bytes, ...rest } = media.get(name)!;
    expect(rest).toMatchObject({ contentType, unavailable: null });
    expect((await blobOf(digest!)).byteLength).toBe(bytes);
  }
  const drawing = media.get("drawing.svg")!;
  expect(drawing).toMatchObject({ contentType: "image/svg+xml", unavailable: null });
  const drawn = new TextDecoder().decode(await blobOf(drawing.digest!));
  expect([drawn.length, drawn.includes("M0 0h8v8z"), drawn.includes("alert")]).toEqual([drawing.bytes, true, false]);
  const { bytes } = pictures["notes.txt"]!;
  const notes = { digest: sha256(bytes), bytes: bytes.length, contentType: "text/plain", unavailable: null };
  expect(media.get("notes.txt")).toMatchObject(notes);
  expect(Buffer.compare(await blobOf(notes.digest), bytes)).toBe(0);
});

test("images are made anew, with smaller editions as uploads have them: upright and without metadata", async () => {
  const { width, height, variants, digest, bytes, contentType } = media.get("turned.jpg")!;
  expect([width, height, contentType]).toEqual([1_000, 2_000, "image/jpeg"]);
  expect(pictures["turned.jpg"]!.bytes.includes("Ada of Old Place")).toBe(true);
  expect(variants.map((variant) => `${variant.contentType} ${variant.width} ${variant.height}`)).toEqual([
    "image/avif 480 960",
    "image/webp 480 960",
    "image/avif 960 1920",
    "image/webp 960 1920",
    "image/avif 1000 2000",
  ]);
  for (const edition of [{ digest: digest!, bytes, width, height }, ...variants]) {
    const kept = await blobOf(edition.digest);
    const metadata = await sharp(kept).metadata();
    expect(metadata).toMatchObject({ width: edition.width, height: edition.height });
    expect([metadata.exif, metadata.orientation, metadata.icc]).toEqual([undefined, undefined, undefined]);
    expect([edition.bytes, kept.includes("Ada of Old Place")]).toEqual([kept.length, false]);
  }
  expect(media.get("small.png")).toMatchObject({ width: 300, height: 200, variants: [] });
  expect(media.get("moving.gif")).toMatchObject({ width: 20, height: 10, variants: [] });
});

test("what a browser would run is left out and reported, and so is what cannot be had", async () => {
  const { body } = await callApi(
    platform,
    "GET",
    `${website.path}/imports/${settled.importId}/report?limit=200&outcome=changed`,
  );
  const lines = body.items as ReportLine[];
  for (const name of ["trick.svg", "page.png", "broken.png", "missing.png", ...gone]) {
    expect(media.get(name)).toMatchObject({ digest: null, unavailable: expect.stringMatching(/./) });
    expect(lines.some(({ id, kind }) => kind === "media" && id === media.get(name)!.mediaId)).toBe(true);
  }
  expect(media.get("a.png")).toMatchObject({ digest: null });
  expect(media.get("trick.svg")!.unavailable).toContain("no well-formed SVG image");
  expect(media.get("missing.png")!.unavailable).toContain("404");
  expect(media.get("broken.png")!.unavailable).toContain("no sound image");
});

test("a host that cannot be reached is left alone after a few files", () => {
  const reasons = gone.map((name) => media.get(name)!.unavailable!);
  expect(reasons.filter((reason) => reason.includes("not tried")).length).toBeGreaterThanOrEqual(gone.length - 11);
});

test("every file is asked for once", () => {
  expect(server.asked.toSorted()).toEqual(
    [...Object.keys(pictures), "missing.png"].map((name) => `/${name}`).toSorted(),
  );
});
