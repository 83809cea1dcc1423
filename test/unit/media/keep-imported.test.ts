import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ok } from "#domain/errors/index.ts";
import { lookInto } from "#control-plane/media/index.ts";
import { mediaFetcher, mediaKeeper } from "#control-plane/services/imports/index.ts";

const website = { tenantId: "00000000-0000-7000-8000-000000000001", websiteId: "00000000-0000-7000-8000-000000000002" };
const never = new AbortController().signal;
let directory: string;
let jpeg: Buffer;
const stored = new Map<string, Buffer>();

const services = {
  edge: {
    async ensureBlobExists(_: unknown, { digest }: { readonly digest: string }, open: () => NodeJS.ReadableStream) {
      stored.set(digest, await buffer(open()));
      return ok(undefined);
    },
  },
  spool: { temporaryPath: () => join(directory, randomUUID()) },
  lookInto,
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "hotswap-kept-"));
  jpeg = await sharp({ create: { width: 700, height: 500, channels: 3, background: "tomato" } })
    .jpeg()
    .withExif({ IFD0: { Make: "Secret Camera" }, IFD3: { GPSLatitude: "48/1 12/1 30/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
});
beforeEach(() => stored.clear());
afterAll(() => rmSync(directory, { recursive: true }));

async function keep(bytes: Uint8Array) {
  const path = join(directory, "brought");
  await writeFile(path, bytes);
  const outcome = await mediaKeeper(services, website, never)(path, "brought.jpg");
  rmSync(path);
  return outcome;
}

test("a picture that an import brings is kept without where and with what it was taken, upright, with smaller editions", async () => {
  expect(jpeg.includes("Secret Camera")).toBe(true);
  const kept = await keep(jpeg);
  if (!kept.ok) throw new Error(kept.reason);
  expect(kept).toMatchObject({ contentType: "image/jpeg", width: 500, height: 700 });
  expect(kept.variants.map(({ contentType, width }) => `${contentType} ${width}`)).toEqual([
    "image/avif 480",
    "image/webp 480",
    "image/avif 500",
  ]);
  expect([...stored.keys()].toSorted()).toEqual([kept.digest, ...kept.variants.map(({ digest }) => digest)].toSorted());
  for (const bytes of stored.values()) {
    const { exif, orientation } = await sharp(bytes).metadata();
    expect([exif, orientation, bytes.includes("Secret Camera")]).toEqual([undefined, undefined, false]);
  }
  expect(stored.get(kept.digest)!.byteLength).toBe(kept.bytes);
});

test("one that is fetched is kept likewise", async () => {
  const fetchFile = async (url: string, path: string) => {
    await writeFile(path, jpeg);
    return { ok: true, file: { bytes: jpeg.byteLength, digest: "", contentType: "image/jpeg", url } } as const;
  };
  const fetchMedia = mediaFetcher({ ...services, gateway: { fetchFile, close: async () => {} } }, website, never);
  const fetched = await fetchMedia({ sourceUrl: "https://old.example/a.jpg", fileName: "a.jpg" });
  expect(fetched).toMatchObject({ ok: true, width: 500 });
  expect([...stored.values()].some((bytes) => bytes.includes("Secret Camera"))).toBe(false);
});

test("a picture that cannot be made anew is not kept, and nothing of any stays on this machine", async () => {
  expect(await keep(jpeg.subarray(0, jpeg.byteLength / 2))).toMatchObject({ ok: false });
  expect([stored.size, readdirSync(directory)]).toEqual([0, []]);
});
