/**
 * Whether pages slow down while images are worked on: `node test/load/content/measure-media.ts`, with Node 24. A platform of its own is
 * asked for a page with nothing else to do, beside a process that does nothing but give way to others as those do that work on images,
 * and while it works on photos of about 10 MB that were uploaded before; in turns, four times each. Twice: at a steady rate, and by eight
 * connections that never pause, which leave no time over. Prints requests per second and how long answers took of each, and how long
 * twenty photos took.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { giveWay } from "#control-plane/media/index.ts";
import { websiteMaker } from "#test/integration/imports/import-client.ts";
import { uploadClient } from "#test/integration/media/upload-client.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import type { Upload } from "#domain/upload/index.ts";
import { visitAtRate, visitWithoutPause, type Visit } from "./visit.ts";

const rounds = 4;
const photosARound = 5;
const phaseMs = 3_000;
const loads: Readonly<Record<string, Visit>> = {
  "300 requests/s": (url, isOver) => visitAtRate(url, 300, isOver),
  "eight connections without a pause": (url, isOver) => visitWithoutPause(url, 8, isOver),
};

/** A photo with so much in it that it takes about 10 MB. */
function makePhoto(): Promise<Buffer> {
  const [width, height] = [4_700, 3_525];
  return sharp(randomBytes(1_300 * 975 * 3), { raw: { width: 1_300, height: 975, channels: 3 } })
    .blur(1.2)
    .resize(width, height)
    .jpeg({ quality: 97 })
    .toBuffer();
}

interface Phase {
  readonly times: number[];
  seconds: number;
}

function report(name: string, { times, seconds }: Phase): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(1)} ms`;
  const rate = Math.round(times.length / seconds);
  console.log(
    `  ${name.padEnd(26)} ${rate} requests/s, p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} (${times.length} requests)`,
  );
}

const platform = await startTestPlatform({ postgres: true });
try {
  await platform.untilHealthy();
  const website = await (await websiteMaker(platform))("measured");
  const client = uploadClient(platform, website.path);
  const page = `${website.url}/`;
  for (const [name, visit] of Object.entries(loads)) {
    const uploads = await uploadPhotos();
    await visit(page, until(1_000));
    const phases = { alone: phase(), floor: phase(), photos: phase() };
    for (let round = 0; round < rounds; round += 1) {
      await during(phases.alone, visit, () => sleep(phaseMs));
      await during(phases.floor, visit, besideIdler);
      await during(phases.photos, visit, () => workOn(uploads.splice(0, photosARound)));
    }
    console.log(`${name}:`);
    report("with nothing else to do", phases.alone);
    report("beside what gives way", phases.floor);
    report("while photos are worked on", phases.photos);
    console.log(`  ${rounds * photosARound} photos took ${phases.photos.seconds.toFixed(1)} s`);
  }

  /** Uploads as many as all rounds take; none is worked on yet. */
  async function uploadPhotos(): Promise<Upload[]> {
    const uploads: Upload[] = [];
    let bytes = 0;
    while (uploads.length < rounds * photosARound) {
      const file = await makePhoto();
      bytes += file.byteLength;
      const { uploadId, parts } = (await client.begin(file, { fileName: "photo.jpg" })).body as Upload;
      for (let part = 1; part <= parts; part += 1) await client.putPart(uploadId, part, client.partOf(file, part));
      uploads.push((await client.read(uploadId)).body);
    }
    console.log(`${uploads.length} photos of ${(bytes / uploads.length / 1_000_000).toFixed(1)} MB on average`);
    return uploads;
  }

  async function workOn(uploads: readonly Upload[]): Promise<void> {
    for (const { uploadId } of uploads) await client.complete(uploadId);
    for (const { uploadId } of uploads) {
      let { status } = (await client.read(uploadId)).body;
      for (; status === "processing"; { status } = (await client.read(uploadId)).body) await sleep(100);
      if (status !== "ready") throw new Error(`a photo became ${status}`);
    }
  }

  async function during(phase: Phase, visit: Visit, work: () => Promise<unknown>): Promise<void> {
    const startedAt = performance.now();
    let isOver = false;
    const visiting = visit(page, () => isOver);
    try {
      await work();
    } finally {
      isOver = true;
    }
    phase.seconds += (performance.now() - startedAt) / 1_000;
    for (const time of await visiting) phase.times.push(time);
  }
} finally {
  await platform.dispose();
}

function phase(): Phase {
  return { times: [], seconds: 0 };
}

/** What the machine itself takes of pages for any work beside them, however little it touches. */
async function besideIdler(): Promise<void> {
  const idler = spawn(process.execPath, ["-e", "for (;;);"], { detached: true, stdio: "ignore" });
  try {
    await giveWay(idler.pid!);
    await sleep(phaseMs);
  } finally {
    idler.kill("SIGKILL");
  }
}

function until(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}
