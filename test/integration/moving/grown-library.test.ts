import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportFormats, runExport, type ExportServices } from "#control-plane/services/exports/index.ts";
import { archivePaths, type ArchiveManifest } from "#domain/archive/index.ts";
import { contentRecordSchema, type ContentRecord } from "#domain/content/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { exports } from "#migrations/schema/index.ts";
import { startDatabase, type TestDatabase } from "#test/integration/tenants/start-database.ts";
import { memoryRelease, type MemoryRelease } from "#test/support/moving/memory-release.ts";
import { testDirectory } from "#test/support/moving/test-directory.ts";
import { filesOf } from "#test/support/moving/zip-files.ts";

let tested: TestDatabase;
beforeAll(async () => {
  tested = await startDatabase();
});
afterAll(() => tested.stop());

const now = () => Date.UTC(2026, 10, 27);
const bytesOf = (mediaId: string) => new TextEncoder().encode(`the file ${mediaId}`);

/** A file of the library that nothing shows. */
function mediumOf(mediaId: string, alt = ""): ContentRecord {
  const bytes = bytesOf(mediaId);
  const file = {
    digest: sha256(bytes),
    bytes: bytes.byteLength,
    contentType: "text/plain",
    fileName: `${mediaId}.txt`,
  };
  const told = { alt, folder: "Summer/2026", focalPoint: { x: 0.25, y: 0.75 } };
  return contentRecordSchema.parse({ kind: "media", value: { mediaId, ...file, ...told } });
}
const libraryOf = (...mediaIds: readonly string[]) =>
  memoryRelease(
    mediaIds.map((id) => mediumOf(id)),
    mediaIds.map(bytesOf),
  );

/** An export of a website whose active release is the next of these each time that it is asked for; the last one stays. */
async function exportOf(...releases: readonly MemoryRelease[]) {
  const exportId = randomUUID();
  const website = { tenantId: randomUUID(), websiteId: randomUUID() };
  const at = new Date(now());
  const { database } = tested;
  await database
    .insert(exports)
    .values({ exportId, ...website, format: "archive", status: "requested", createdAt: at, updatedAt: at });
  const kept = join(testDirectory(), `${exportId}.zip`);
  let asked = 0;
  const named = (releaseId: string) => releases.find(({ source }) => source.contents.releaseId === releaseId)!.source;
  const succeeded = <Value>(value: Value) => ({ ok: true as const, value });
  const edge = {
    readContents: async (_: unknown, name: string) =>
      succeeded(
        name === "active" ? releases[Math.min(asked++, releases.length - 1)]!.source.contents : named(name).contents,
      ),
    async listReleaseRecords(_: unknown, { releaseId, kind }: { releaseId: string; kind: "media" }) {
      const items: ContentRecord[] = [];
      for await (const value of named(releaseId).records(kind)) items.push({ kind, value });
      return succeeded({ items, cursor: null });
    },
    async saveReleaseBlob(_: unknown, { releaseId, digest }: { releaseId: string; digest: never }, path: string) {
      return succeeded(await named(releaseId).saveBlob(digest, path));
    },
    listWorkingCopies: async () => succeeded({ items: [], cursor: null }),
  } as unknown as ExportServices["edge"];
  const files = {
    temporaryPath: () => join(testDirectory(), randomUUID()),
    keep: async (_: string, path: string) => copyFile(path, kept),
  } as unknown as ExportServices["files"];
  const services = { database, edge, files, formats: exportFormats, now } as unknown as ExportServices;
  await runExport(services, exportId, new AbortController().signal);
  const [row] = await database.select().from(exports).where(eq(exports.exportId, exportId));
  const zip = await filesOf(kept);
  const manifest = JSON.parse(zip.get(archivePaths.manifest)!.toString()) as ArchiveManifest;
  return { row: row!, manifest, zip, bytes: readFileSync(kept) };
}

test("the whole library is in an archive, shown or not, with where it is filed and what is told of it", async () => {
  const library = libraryOf("a", "b");
  const { row, manifest, zip } = await exportOf(library);
  expect([manifest.records.media, manifest.blobs.count]).toEqual([2, 3]);
  const told = zip.get("records/media.ndjson")!.toString();
  expect(told).toContain('"folder":"Summer/2026"');
  expect(told).toContain('"focalPoint":{"x":0.25,"y":0.75}');
  expect(row).toMatchObject({ status: "ready", releaseId: library.source.contents.releaseId, notes: [] });
});

test("files that are uploaded while it is written are in it: it is written anew, of the release that has them", async () => {
  const [before, after] = [libraryOf("a"), libraryOf("a", "b")];
  const { row, manifest, bytes } = await exportOf(before, after);
  const { releaseId } = after.source.contents;
  expect([manifest.release.releaseId, row.releaseId, manifest.records.media]).toEqual([releaseId, releaseId, 2]);
  expect(bytes.equals((await exportOf(after)).bytes)).toBe(true);
  expect([row.notes, row.itemsWritten]).toEqual([[], (await exportOf(after)).row.itemsWritten]);
});

test("what else is published meanwhile is of a later release, and is no reason to write anew", async () => {
  const before = libraryOf("a", "b");
  const described = memoryRelease([mediumOf("a", "Told anew")], [bytesOf("a")]);
  const { row } = await exportOf(before, described);
  expect(row.releaseId).toBe(before.source.contents.releaseId);
});

test("a library that grows and grows is written at last, and the export says what is missing", async () => {
  const ids = ["a", "b", "c", "d", "e", "f"];
  const { row, manifest } = await exportOf(...ids.map((_, index) => libraryOf(...ids.slice(0, index + 1))));
  expect([row.status, manifest.records.media]).toEqual(["ready", 3]);
  expect(row.notes).toMatchObject([{ place: "media" }]);
});
