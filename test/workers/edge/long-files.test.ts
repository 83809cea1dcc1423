import { env } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import { BlobMismatch, blobPath, blobStore } from "#durable-objects/support/blobs/index.ts";
import { createSite, type DemoSite } from "./demo-site.ts";

const size = 3_000_000;
const text = Array.from({ length: size / 10 }, (_, index) => String(index).padStart(10, "0")).join("");
const bytes = new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const digest = sha256(bytes);
const path = `/_hotswap/assets/${digest}/film.css`;
const asIs = { "Accept-Encoding": "identity" };
const { BLOBS: bucket } = env as unknown as { readonly BLOBS: R2Bucket };

let site: DemoSite;
beforeAll(async () => {
  site = await createSite([{}], { files: { "assets/film.css": text } });
});

describe("a long file", () => {
  test("is sent in the parts that are asked for, from its middle and from its end", async () => {
    const middle = await site.visit(path, { headers: { ...asIs, Range: "bytes=1500005-1500014" } });
    expect([middle.status, middle.headers.get("Content-Range")]).toEqual([206, `bytes 1500005-1500014/${size}`]);
    expect(await middle.text()).toBe(text.slice(1_500_005, 1_500_015));
    const end = await site.visit(path, { headers: { ...asIs, Range: "bytes=-7" } });
    expect([end.status, await end.text()]).toEqual([206, text.slice(-7)]);
    const beyond = await site.visit(path, { headers: { ...asIs, Range: `bytes=${size}-` } });
    expect([beyond.status, beyond.headers.get("Content-Range")]).toEqual([416, `bytes */${size}`]);
  });

  test("is sent whole, and described to whoever asks for its headers alone", async () => {
    const whole = await site.visit(path, { headers: asIs });
    expect(whole.status).toBe(200);
    expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(digest);
    const head = await site.visit(path, { method: "HEAD", headers: asIs });
    expect([head.status, head.headers.get("Content-Length"), await head.text()]).toEqual([200, String(size), ""]);
  });

  test("that is damaged in the store never comes to its end", async () => {
    const damaged = bytes.slice();
    damaged[size / 2] = 33;
    await bucket.put(blobPath(digest), damaged);
    const response = await site.visit(path, { headers: asIs });
    const read = await response.arrayBuffer().then(
      ({ byteLength }) => byteLength,
      () => null,
    );
    expect(read).toBeNull();
    await bucket.put(blobPath(digest), bytes);
  });
});

describe("a stream that is stored", () => {
  const streamOf = (given: Uint8Array) => new Blob([given.slice()]).stream();

  test("is there once all of it has come", async () => {
    const blobs = blobStore(env as never);
    const own = crypto.getRandomValues(new Uint8Array(60_000));
    await blobs.putStream(sha256(own), own.byteLength, streamOf(own));
    expect(sha256((await blobs.get(sha256(own)))!)).toBe(sha256(own));
  });

  test.for([
    ["another digest", (given: Uint8Array) => given.with(5, given[5]! ^ 1)],
    ["fewer bytes", (given: Uint8Array) => given.subarray(1)],
    ["more bytes", (given: Uint8Array) => new Uint8Array([...given, 0])],
  ] as const)("with %s than was said leaves nothing", async ([, change]) => {
    const blobs = blobStore(env as never);
    const own = crypto.getRandomValues(new Uint8Array(10_000));
    const put = blobs.putStream(sha256(own), own.byteLength, streamOf(change(own)));
    await expect(put).rejects.toThrow(BlobMismatch);
    expect(await blobs.has(sha256(own))).toBe(false);
  });
});
