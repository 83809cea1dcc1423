/**
 * Whether pages slow down while images are worked on: `node test/load/content/measure-media.ts`, with Node 24. A platform of its own is
 * asked for one page after the other over eight connections, for ten seconds with nothing else to do, and then for as long as it works on
 * twenty photos of about 10 MB that were uploaded before. Prints requests per second and how long answers took, of both, and how long
 * the photos took.
 */
import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { setTimeout as sleep } from "node:timers/promises";
import { localFetch } from "#supervisor/index.ts";
import { websiteMaker } from "#test/integration/imports/import-client.ts";
import { uploadClient } from "#test/integration/media/upload-client.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import type { Upload } from "#domain/upload/index.ts";

const photos = 20;
const connections = 8;
const quietMs = 10_000;

/** A photo with so much in it that it takes about 10 MB. */
async function makePhoto(): Promise<Buffer> {
  const [width, height] = [5_200, 3_900];
  const small = await sharp(randomBytes(1_300 * 975 * 3), { raw: { width: 1_300, height: 975, channels: 3 } })
    .blur(1.2)
    .resize(width, height)
    .jpeg({ quality: 97 })
    .toBuffer();
  return small;
}

/** Asks for the page until it is told to stop. @returns how long each answer took, in milliseconds */
async function visit(url: string, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const visitor = async () => {
    while (!isOver()) {
      const startedAt = performance.now();
      const response = await localFetch(url);
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`the page answered ${response.status}`);
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  return times;
}

function report(name: string, times: readonly number[], seconds: number): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1)} ms`;
  const rate = Math.round(times.length / seconds);
  console.log(
    `${name}: ${rate} requests/s, p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} (${times.length} requests)`,
  );
}

const platform = await startTestPlatform({ postgres: true });
try {
  await platform.untilHealthy();
  const website = await (await websiteMaker(platform))("measured");
  const client = uploadClient(platform, website.path);
  const files = [];
  for (let index = 0; index < photos; index += 1) files.push(await makePhoto());
  const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  console.log(`${photos} photos of ${(bytes / photos / 1_000_000).toFixed(1)} MB on average`);
  const uploads: Upload[] = [];
  for (const file of files) {
    const { uploadId, parts } = (await client.begin(file, { fileName: "photo.jpg" })).body as Upload;
    for (let part = 1; part <= parts; part += 1) await client.putPart(uploadId, part, client.partOf(file, part));
    uploads.push((await client.read(uploadId)).body);
  }
  const page = `${website.url}/`;
  await visit(page, until(1_000));
  report("with nothing else to do", await visit(page, until(quietMs)), quietMs / 1_000);
  const startedAt = performance.now();
  for (const { uploadId } of uploads) await client.complete(uploadId);
  let isDone = false;
  const visiting = visit(page, () => isDone);
  for (const { uploadId } of uploads) {
    while ((await client.read(uploadId)).body.status === "processing") await sleep(100);
  }
  isDone = true;
  const seconds = (performance.now() - startedAt) / 1_000;
  report("while photos are worked on", await visiting, seconds);
  const ended = await Promise.all(uploads.map(async ({ uploadId }) => (await client.read(uploadId)).body.status));
  console.log(`${ended.filter((status) => status === "ready").length} photos ready within ${seconds.toFixed(1)} s`);
} finally {
  await platform.dispose();
}

function until(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}
