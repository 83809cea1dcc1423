import { randomBytes, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { partBytes, type SignedPart, type Upload } from "#domain/upload/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import { websiteMaker, type TestWebsite } from "#test/integration/imports/import-client.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { callWith, sha256, until, uploadClient } from "./upload-client.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let website: TestWebsite;
let client: ReturnType<typeof uploadClient>;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
  website = await (await websiteMaker(platform))("uploads");
  client = uploadClient(platform, website.path);
});
afterAll(() => platform.dispose());

const storage = async (): Promise<number> => {
  const { body } = await callApi(platform, "GET", "/tenant/usage");
  return body.resources.find(({ resource }: { resource: string }) => resource === "storage").used;
};
const tenantId = async (): Promise<string> => (await callApi(platform, "GET", website.path)).body.tenantId;
/** A file that no other test uploads. */
const film = (bytes: number): Uint8Array => {
  const file = randomBytes(bytes);
  // What an MP4 begins with.
  file.set(Buffer.from("000000186674797069736f6d0000020069736f6d69736f32", "hex"));
  return file;
};
const photo = (width: number, height: number, exif: object = {}) =>
  sharp({ create: { width, height, channels: 3, background: { r: Math.random() * 255, g: 80, b: 40 } } })
    .jpeg()
    .withExif({ IFD0: { Make: "Secret Camera" }, IFD3: { GPSLatitude: "48/1 12/1 30/1", GPSLatitudeRef: "N" } })
    .withMetadata(exif)
    .toBuffer();

test("room is made before a byte is sent, and given back: of eight at once for the last room one is begun", async () => {
  const used = await storage();
  const tenant = await tenantId();
  const bytes = 10_000_000;
  const quota = { resourceQuota: { storageBytes: used + bytes + 1_000 } };
  const patch = async (body: object) => {
    const { headers } = await callApi(platform, "GET", `/admin/tenants/${tenant}`);
    return callWith(platform, "PATCH", `/admin/tenants/${tenant}`, body, { "If-Match": headers.get("ETag")! });
  };
  expect((await patch(quota)).status).toBe(200);
  const begun = await Promise.all(
    Array.from({ length: 8 }, () => client.begin(new Uint8Array(0), { fileName: "big.mp4", bytes })),
  );
  const statuses = begun.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 7 }, () => 429)]);
  const { uploadId } = begun.find(({ status }) => status === 201)!.body as Upload;
  const key = { "Idempotency-Key": randomUUID() };
  const again = () => client.begin(new Uint8Array(0), { fileName: "big.mp4", bytes }, key);
  expect([(await again()).status, (await again()).status]).toEqual([429, 429]);
  await callApi(platform, "DELETE", client.at(uploadId));
  await until(storage, (now) => now === used, 10_000);
  expect((await patch({ resourceQuota: { storageBytes: 1_000_000_000_000 } })).status).toBe(200);
});

test("a film in three parts, out of order and over a restart of the control plane, is served whole and by ranges", async () => {
  const file = film(2 * partBytes + 1_000_000);
  const begun = await client.begin(file, { fileName: "holiday.mp4", sha256: sha256(file) });
  expect(begun).toMatchObject({ status: 201, body: { status: "receiving", parts: 3, partBytes } });
  const { uploadId } = begun.body as Upload;
  expect((await client.putPart(uploadId, 3, client.partOf(file, 3))).status).toBe(200);
  expect((await client.putPart(uploadId, 1, client.partOf(file, 1))).status).toBe(200);

  process.kill(platform.processes.find(({ name }) => name === "control-plane")!.pid!, "SIGKILL");
  await until(
    () => client.read(uploadId),
    ({ status }) => status === 200,
    30_000,
  );
  const there = await callApi(platform, "GET", `${client.at(uploadId)}/parts`);
  expect(there.body.items).toEqual([
    { part: 1, bytes: partBytes },
    { part: 3, bytes: 1_000_000 },
  ]);
  expect(await client.complete(uploadId)).toMatchObject({ status: 409, body: { facts: { missing: ["2"] } } });
  expect((await client.putPart(uploadId, 2, client.partOf(file, 2))).status).toBe(200);
  expect((await client.complete(uploadId)).status).toBe(202);
  expect((await client.complete(uploadId)).status).toBe(202);
  expect(await client.settled(uploadId)).toMatchObject({ status: "ready", failure: null });

  const media = await client.media(uploadId);
  expect(media).toMatchObject({ contentType: "video/mp4", bytes: file.byteLength, digest: sha256(file) });
  const url = `${website.url}/_hotswap/assets/${media!.digest}/holiday.mp4`;
  const head = await localFetch(url, { method: "HEAD" });
  expect([head.status, head.headers.get("Content-Length")]).toEqual([200, String(file.byteLength)]);
  const part = await localFetch(url, { headers: { Range: "bytes=9000000-9000099" } });
  expect([part.status, part.headers.get("Content-Length")]).toEqual([206, "100"]);
  expect(Buffer.from(await part.arrayBuffer()).equals(file.subarray(9_000_000, 9_000_100))).toBe(true);
  const whole = await localFetch(url);
  expect(whole.headers.get("Content-Length")).toBe(String(file.byteLength));
  expect(sha256(new Uint8Array(await whole.arrayBuffer()))).toBe(sha256(file));
});

test("parts are taken at signed addresses, without a token, and only as they were signed", async () => {
  const file = film(partBytes + 500_000);
  const { uploadId } = (await client.begin(file, { fileName: "signed.mp4" })).body as Upload;
  const digests = [1, 2].map((part) => ({ part, sha256: sha256(client.partOf(file, part)) }));
  const signed = await callApi(platform, "POST", `${client.at(uploadId)}/parts`, { parts: digests });
  expect(signed.status).toBe(200);
  const [one, two] = signed.body.items as SignedPart[];
  const send = ({ url, headers }: SignedPart, body: Uint8Array) =>
    localFetch(url, { method: "PUT", headers: { ...headers, "Content-Length": String(body.byteLength) }, body });
  const other = Uint8Array.from(client.partOf(file, 2));
  other[7]! ^= 1;
  expect((await send(two!, other)).status).toBe(422);
  expect((await send(two!, client.partOf(file, 2).subarray(1))).status).toBe(422);
  expect((await send({ ...two!, url: two!.url.replace(/part=2/, "part=1") }, client.partOf(file, 2))).status).toBe(403);
  // Refused in the middle of sending, and then taken on the same connections.
  for (let round = 0; round < 5; round += 1) {
    const refused = await Promise.all([1, 2].map(() => send({ ...two!, url: `${one!.url}0` }, client.partOf(file, 1))));
    expect(refused.map(({ status }) => status)).toEqual([403, 403]);
    expect((await send(two!, client.partOf(file, 2))).status).toBe(200);
  }
  const [first, second] = await Promise.all([send(one!, client.partOf(file, 1)), send(two!, client.partOf(file, 2))]);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(first.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect((await client.complete(uploadId)).status).toBe(202);
  expect((await client.settled(uploadId)).status).toBe("ready");
});

test("a photo is served upright, without where and with what it was taken, and in smaller editions of two types", async () => {
  const file = await photo(2_000, 1_200, { orientation: 6 });
  expect((await sharp(file).metadata()).exif!.includes("Secret Camera")).toBe(true);
  const details = { alt: "A wall", folder: "House/Walls", focalPoint: { x: 0.25, y: 0.75 } };
  const ended = await client.upload(file, { fileName: "wall.jpg", contentType: "image/jpeg", details });
  expect(ended).toMatchObject({ status: "ready" });
  const media = (await client.media(ended.mediaId))!;
  expect(media).toMatchObject({ ...details, contentType: "image/jpeg", width: 1_200, height: 2_000 });
  expect(media.variants.map(({ contentType, width }) => `${contentType} ${width}`)).toEqual([
    "image/avif 480",
    "image/webp 480",
    "image/avif 960",
    "image/webp 960",
    "image/avif 1200",
  ]);
  const url = `${website.url}/_hotswap/assets/${media.digest}/wall.jpg`;
  const served = Buffer.from(await (await localFetch(url)).arrayBuffer());
  const { exif, orientation } = await sharp(served).metadata();
  expect([exif, orientation, served.includes("Secret Camera")]).toEqual([undefined, undefined, false]);
});

test("the same file again is stored once, counted once, and not even asked for by whoever says its digest", async () => {
  const file = await photo(1_000, 500);
  const first = await client.upload(file, { fileName: "a.jpg" });
  const used = await storage();
  const second = await client.upload(file, { fileName: "b.jpg" });
  const begun = await client.begin(file, { fileName: "c.jpg", sha256: sha256(file) });
  expect(begun.body).toMatchObject({ status: "processing" });
  expect((await client.settled(begun.body.uploadId)).status).toBe("ready");
  const digests = await Promise.all(
    [first.mediaId, second.mediaId, begun.body.mediaId].map(async (id) => (await client.media(id))!.digest),
  );
  expect(new Set(digests).size).toBe(1);
  await until(storage, (now) => now <= used, 10_000);
});

test("replacing a file keeps what is told of the media, and nothing else of the old file", async () => {
  const first = await client.upload(await photo(1_000, 500), { fileName: "old.jpg", details: { alt: "Kept" } });
  const before = (await client.media(first.mediaId))!;
  const png = await sharp({ create: { width: 700, height: 700, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  const second = await client.upload(png, { fileName: "new.png", replaces: first.mediaId });
  expect(second).toMatchObject({ status: "ready", mediaId: first.mediaId, isReplacement: true });
  const after = (await client.media(first.mediaId))!;
  expect(after).toMatchObject({ alt: "Kept", fileName: "new.png", contentType: "image/png", width: 700 });
  expect(after.digest).not.toBe(before.digest);
  // Before any of the file is sent.
  const begin = async (replaces: string) => (await client.begin(png, { fileName: "new.png", replaces })).body;
  expect(await begin("no-such-media")).toMatchObject({ status: 404, detail: "The website has no such media." });
  const media = `${website.path}/media/${first.mediaId}`;
  const { headers } = await callApi(platform, "GET", media);
  const tag = { "If-Match": headers.get("ETag")! };
  const gone = await callApi(platform, "DELETE", media, undefined, tag);
  const inTrash = { status: 404, detail: expect.stringContaining("in the trash: take them out first") };
  expect(await begin(first.mediaId)).toMatchObject(inTrash);
  const told = await callApi(platform, "PATCH", media, { alt: "x" }, { "If-Match": gone.headers.get("ETag")! });
  expect(told.body).toMatchObject(inTrash);
});

test("what lies about itself, or does more than show itself, is not taken, and leaves nothing", async () => {
  const before = await storage();
  const jpeg = await photo(300, 200);
  const page = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>';
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    ["page.jpg", Buffer.from("<html><script>alert(1)</script>"), "image/jpeg"],
    ["drawing.svg", Buffer.from(page), "image/svg+xml"],
  ];
  for (const [fileName, file, contentType] of refused) {
    const ended = await client.upload(file, { fileName, contentType });
    expect(ended, fileName).toMatchObject({ status: "failed", failure: { code: "media-refused" } });
    expect(await client.media(ended.mediaId), fileName).toBeNull();
  }
  const other = await client.upload(jpeg, { fileName: "other.jpg", sha256: sha256("something else") });
  expect(other).toMatchObject({ status: "failed", failure: { code: "digest-mismatch" } });
  const text = await client.upload(Buffer.from("just words"), { fileName: "a.bin", contentType: "image/png" });
  expect((await client.media(text.mediaId))!.contentType).toBe("application/octet-stream");
  const subtitles = await client.upload(Buffer.from("WEBVTT\n"), { fileName: "film.VTT" });
  expect((await client.media(subtitles.mediaId))!.contentType).toBe("text/vtt");
  await until(storage, (now) => now < before + 100_000, 10_000);
});

test("a part of another length is not kept, and one that is cut off leaves nothing", async () => {
  const file = film(partBytes + 10);
  const { uploadId } = (await client.begin(file, { fileName: "cut.mp4" })).body as Upload;
  expect((await client.putPart(uploadId, 1, file.subarray(0, 1_000))).status).toBe(422);
  expect((await client.putPart(uploadId, 2, file.subarray(0, 11))).status).toBe(422);
  expect((await client.putPart(uploadId, 3, file.subarray(0, 11))).status).toBe(400);
  expect((await callApi(platform, "GET", `${client.at(uploadId)}/parts`)).body.items).toEqual([]);
  expect((await client.complete(uploadId)).status).toBe(409);
  const dropped = await callApi(platform, "DELETE", client.at(uploadId));
  expect(dropped.body.status).toBe("dropped");
  expect((await client.putPart(uploadId, 2, file.subarray(0, 10))).status).toBe(409);
});

test("an upload of another website is none, and what was begun is begun once a key", async () => {
  const other = await (await websiteMaker(platform))("others");
  const key = { "Idempotency-Key": randomUUID() };
  const file = film(5_000);
  const [one, two] = [
    await client.begin(file, { fileName: "k.mp4" }, key),
    await client.begin(file, { fileName: "k.mp4" }, key),
  ];
  expect(two.body.uploadId).toBe(one.body.uploadId);
  expect((await client.begin(file, { fileName: "other.mp4" }, key)).status).toBe(409);
  expect((await client.begin(file, { fileName: "k.mp4", contentType: "video/webm" }, key)).status).toBe(409);
  const elsewhere = uploadClient(platform, other.path);
  expect((await elsewhere.read(one.body.uploadId)).status).toBe(404);
  expect((await elsewhere.putPart(one.body.uploadId, 1, file)).status).toBe(404);
  expect((await elsewhere.complete(one.body.uploadId)).status).toBe(404);
  const listed = await callApi(platform, "GET", `${website.path}/uploads?limit=2`);
  expect(listed.body.items[0].uploadId).toBe(one.body.uploadId);
  const next = await callApi(platform, "GET", `${website.path}/uploads?limit=2&cursor=${listed.body.cursor}`);
  expect(next.body.items[0].uploadId).not.toBe(listed.body.items[1].uploadId);
});

test("whoever asks for another tenant's upload finds none, and is in that tenant's log", async () => {
  const { uploadId } = (await client.begin(film(5_000), { fileName: "own.mp4" })).body as Upload;
  const named = { name: "Strangers", subdomain: "strangers", tier: "professional" };
  const { tenantId } = (await callApi(platform, "POST", "/admin/tenants", named)).body;
  const as = { "X-Tenant-ID": tenantId };
  const made = await until(
    () => callWith(platform, "POST", "/websites", { name: "Own", subdomain: "own" }, as),
    ({ status }) => status === 201,
  );
  const path = `/websites/${made.body.websiteId}/uploads/${uploadId}/complete`;
  expect((await callWith(platform, "POST", path, {}, as)).status).toBe(404);
  const refusals = async () => (await callApi(platform, "GET", "/tenant/audit?action=access.refused")).body.items;
  const reasons = await until(refusals, (items) => items.length > 0);
  expect(reasons[0].after).toMatchObject({ reason: "The upload is another tenant's.", actorTenantId: tenantId });
  expect((await client.read(uploadId)).body.status).toBe("receiving");
});

test("nothing of what is over lies about", async () => {
  const { body } = await callApi(platform, "GET", `${website.path}/uploads?status=receiving&limit=200`);
  for (const { uploadId } of body.items as Upload[]) await callApi(platform, "DELETE", client.at(uploadId));
  const home = join(platform.directory.tenantBlobs, `tenant-${await tenantId()}`);
  const left = async () => [
    ...(await readdir(join(home, ".uploads")).catch(() => [])),
    ...(await readdir(join(home, "uploads+")).catch(() => [])),
    ...(await readdir(platform.directory.spool)).filter((name) => name.endsWith(".part")),
  ];
  expect(await until(left, (names) => names.length === 0, 15_000)).toEqual([]);
});
