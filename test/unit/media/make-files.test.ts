import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LookedInto } from "#control-plane/media/index.ts";
import { makeFiles } from "#control-plane/media/make-files.ts";
import { lookInto } from "#control-plane/media/index.ts";

let directory: string;
let jpeg: Buffer;
let png: Buffer;
const colours = { create: { width: 1_300, height: 800, channels: 3, background: "tomato" } } as const;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "hotswap-media-"));
  png = await sharp(colours).png().toBuffer();
  jpeg = await sharp(colours)
    .jpeg()
    .withExif({ IFD0: { Make: "Secret Camera" }, IFD3: { GPSLatitude: "48/1 12/1 30/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
});
afterAll(() => rmSync(directory, { recursive: true }));

async function made(bytes: Uint8Array | string, said: string | null = null): Promise<LookedInto> {
  const path = join(directory, "file");
  await writeFile(path, bytes);
  return makeFiles({ path, bytes: Buffer.byteLength(bytes), said, directory });
}
const taken = async (...given: Parameters<typeof made>) => {
  const looked = await made(...given);
  if (!looked.ok) throw new Error(looked.reason);
  return looked;
};

describe("an image", () => {
  test("is made anew, upright, without where and with what it was taken", async () => {
    expect(jpeg.includes("Secret Camera")).toBe(true);
    const { file, width, height, contentType } = await taken(jpeg, "image/png");
    expect({ width, height, contentType }).toEqual({ width: 800, height: 1_300, contentType: "image/jpeg" });
    const served = await readFile(file.path);
    const { exif, xmp, iptc, orientation } = await sharp(served).metadata();
    expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(served.includes("Secret Camera")).toBe(false);
  });

  test("has smaller editions in types of today, and the same file has the same ones", async () => {
    const [one, two] = [await taken(png), await taken(png)];
    expect(one.editions.map(({ contentType, width }) => `${contentType} ${width}`)).toEqual([
      "image/avif 480",
      "image/webp 480",
      "image/avif 960",
      "image/webp 960",
      "image/avif 1300",
    ]);
    expect(two).toEqual(one);
  });

  test("that is an archive or a page too, after its end, is an image alone", async () => {
    const { file } = await taken(
      Buffer.concat([jpeg, Buffer.from("PK\x03\x04<script>alert(1)</script>")]),
      "application/zip",
    );
    const served = await readFile(file.path);
    expect([served.includes("<script>"), served.includes("PK\x03\x04")]).toEqual([false, false]);
  });

  test("that moves stays so", async () => {
    const frames = await Promise.all(
      ["red", "blue"].map((background) =>
        sharp({ create: { ...colours.create, background } })
          .png()
          .toBuffer(),
      ),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { file, height, editions } = await taken(gif);
    expect([(await sharp(file.path, { animated: true }).metadata()).pages, height, editions]).toEqual([2, 800, []]);
  });

  const unsound: readonly (readonly [string, () => string | Buffer | Promise<Buffer>])[] = [
    ["is cut off", () => jpeg.subarray(0, jpeg.byteLength / 2)],
    ["is a script too", () => 'GIF89a/*\x00\x00*/=1;alert("both")'],
    ["has a head alone", () => png.subarray(0, 40)],
    ["says that it has 60,000 by 60,000 pixels", () => headOf(60_000, 60_000)],
    ["has 120 megapixels in a few bytes", () => bomb()],
    ["is of a type that keeps where it was taken", () => sharp(colours).tiff().toBuffer()],
  ];
  test.for(unsound)("that %s is not taken", async ([, make]) => {
    expect(await made(await make(), "image/png")).toMatchObject({ ok: false });
  });
});

describe("what is no image", () => {
  test.for([
    ["<html><body>hi", "image/jpeg"],
    ["<script>alert(1)</script>", "text/plain"],
    ["alert(1)", "text/javascript"],
    ['<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>', "image/svg+xml"],
    ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</svg>', "image/svg+xml"],
    ['<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>', null],
  ] as const)("and runs, is not taken: %s", async ([text, said]) => {
    expect(await made(text, said)).toMatchObject({ ok: false });
  });

  test.for([
    ["just words", "image/png", "application/octet-stream"],
    ["just words", "text/plain", "text/plain"],
    ["just\u0000words", "text/plain", "application/octet-stream"],
    ["%PDF-1.7\n%%EOF", "text/plain", "application/pdf"],
    ['<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>', "image/svg+xml", "image/svg+xml"],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml", "image/svg+xml"],
  ] as const)("is what it is, whatever is said: %s as %s", async ([text, said, contentType]) => {
    expect(await made(text, said)).toMatchObject({ ok: true, contentType, editions: [] });
  });
});

test("an SVG image is served with what it shows alone", async () => {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script><path d="M0 0h1"/></svg>`;
  const { file } = await taken(drawn);
  const served = await readFile(file.path, "utf8");
  expect(served).toMatch(/^<svg [^>]*><path d="M0 0h1"><\/path><\/svg>$/);
  expect(served).not.toContain("alert");
  expect(file.bytes).toBe(Buffer.byteLength(served));
});

test("a file is looked into by a process of its own, and gone with it when nobody waits any more", async () => {
  const path = join(directory, "own");
  await writeFile(path, png);
  const file = { path, bytes: png.byteLength, said: null, directory };
  expect(await lookInto(file, new AbortController().signal)).toMatchObject({ ok: true, contentType: "image/png" });
  const ending = new AbortController();
  const looking = lookInto(file, ending.signal);
  ending.abort(new Error("enough"));
  await expect(looking).rejects.toThrow("enough");
});

/** A PNG's head and nothing behind it. */
function headOf(width: number, height: number): Buffer {
  const head = Buffer.from(png.subarray(0, 33));
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

function bomb(): Promise<Buffer> {
  return sharp({ create: { width: 20_000, height: 6_000, channels: 3, background: "red" } })
    .png()
    .toBuffer();
}
