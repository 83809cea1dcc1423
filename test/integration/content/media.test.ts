import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mediaSchema, type Media } from "#domain/content/index.ts";
import type { ContentInput, LibraryMedia, ListMediaFilter, MediaSort, SaveMediaBody } from "#domain/contracts/index.ts";
import { fail, ok } from "#domain/errors/index.ts";
import { filesOf, namedFiles } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, failureOf, valueOf } from "./publishing.ts";
import { person, startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

const actor = person();
const digest = (letter: string) => letter.repeat(64);

async function createLibrary() {
  const newsroom = await createNewsroom(tables);
  const { websiteId, website } = newsroom;
  const put = (mediaId: string, given: Partial<Media> = {}, more: Partial<ContentInput<"putMedia">> = {}) =>
    tables.run("putMedia", {
      websiteId,
      publicationId: randomUUID(),
      mediaId,
      isReplacement: false,
      file: {
        fileName: given.fileName ?? `${mediaId}.jpg`,
        contentType: given.contentType ?? "image/jpeg",
        digest: given.digest ?? digest("a"),
        bytes: 10,
        width: 4,
        height: 3,
        variants: [],
      },
      details: { alt: given.alt ?? "", ...(given.folder === undefined ? {} : { folder: given.folder }) },
      actor,
      ...more,
    });
  const list = (filter: Partial<ListMediaFilter> & { sort?: MediaSort; limit?: number; cursor?: string } = {}) =>
    tables.run("listMedia", { websiteId, limit: 50, sort: "name", trashed: false, ...filter });
  const of = ({ media, version }: LibraryMedia) => ({
    websiteId,
    mediaId: media.mediaId,
    ifVersion: version,
    publicationId: randomUUID(),
    actor,
  });
  const tell = (media: LibraryMedia, changes: SaveMediaBody) => tables.run("saveMedia", { ...of(media), changes });
  const trash = (media: LibraryMedia, isTrashed = true, force = false, settings: readonly string[] = []) =>
    tables.run("trashMedia", { ...of(media), isTrashed, force, settings });
  const served = async (mediaId: string) => {
    const { records } = valueOf(await website.contentSince({ since: null, until: null, cursor: null, limit: 100 }));
    return records.find(({ ref }) => ref.kind === "media" && ref.id === mediaId)?.record?.value ?? null;
  };
  const uses = (mediaId: string) => tables.run("mediaUses", { websiteId, mediaId, limit: 50 });
  return { ...newsroom, put, list, tell, trash, served, uses };
}
const namesOf = (page: { readonly items: readonly LibraryMedia[] }) => page.items.map(({ media }) => media.mediaId);
const showing = (mediaId: string) => ({
  body: { type: "doc" as const, content: [{ type: "image" as const, attrs: { mediaId, alt: "" } }] },
});

describe("media of a library", () => {
  test("are served at once, once under one id, and listed", async () => {
    const { put, list, served, websiteId } = await createLibrary();
    const publicationId = randomUUID();
    const first = valueOf(await put("a", { alt: "A beach" }, { publicationId }));
    expect(valueOf(await put("a", { alt: "A beach" }, { publicationId }))).toEqual(first);
    expect(first).toMatchObject({ version: 1, trashedAt: null, updatedBy: actor });
    expect(await served("a")).toEqual(first.media);
    expect(namesOf(valueOf(await list()))).toEqual(["a"]);
    expect(valueOf(await tables.run("getMedia", { websiteId, mediaId: "a" }))).toEqual(first);
    expect(failureOf(await tables.run("getMedia", { websiteId, mediaId: "b" })).code).toBe("media-not-found");
  });

  test("are found by words of what they are called and described as, by folder and by kind, page by page", async () => {
    const { put, list, websiteId } = await createLibrary();
    await put("1", { fileName: "IMG_20-beach.jpg", alt: "Sand", folder: "Trips/Italy" });
    await put("2", { fileName: "beach.mp4", contentType: "video/mp4", folder: "Trips/Italy" });
    await put("3", { fileName: "100%_done.pdf", contentType: "application/pdf" });
    const found = async (filter: Parameters<typeof list>[0]) => namesOf(valueOf(await list(filter)));
    expect(await found({ search: "BEACH" })).toEqual(["2", "1"]);
    expect(await found({ search: "beach sand" })).toEqual(["1"]);
    expect(await found({ search: "0%_d" })).toEqual(["3"]);
    expect(await found({ search: "'; drop table records; --" })).toEqual([]);
    expect(await found({ folder: "Trips/Italy", kind: "video" })).toEqual(["2"]);
    expect(await found({ folder: "" })).toEqual(["3"]);
    expect(await found({ kind: "document" })).toEqual(["3"]);
    for (const sort of ["updated", "-updated", "created", "name", "-name"] as const) {
      const all = await found({ sort });
      const one = valueOf(await list({ sort, limit: 2 }));
      const two = valueOf(await list({ sort, limit: 2, cursor: one.cursor! }));
      expect([...namesOf(one), ...namesOf(two)], sort).toEqual(all);
      expect(two.cursor).toBeNull();
    }
    expect(failureOf(await list({ cursor: "bm90" })).code).toBe("invalid-request");
    const folders = valueOf(await tables.run("listMediaFolders", { websiteId }));
    expect(folders.items).toEqual([{ folder: "Trips/Italy", count: 2 }]);
  });

  test("are described anew by whoever has read them, and keep that when their file is replaced", async () => {
    const { put, tell, served, website } = await createLibrary();
    const first = valueOf(await put("a"));
    const second = valueOf(await tell(first, { alt: "A", folder: "F", focalPoint: { x: 0.1, y: 0.9 } }));
    expect(second).toMatchObject({ version: 2, media: { alt: "A", folder: "F" } });
    expect(valueOf(await tell(first, { alt: "A", folder: "F", focalPoint: { x: 0.1, y: 0.9 } })).version).toBe(2);
    expect(failureOf(await tell(first, { alt: "B" }))).toMatchObject({
      code: "edit-conflict",
      facts: { version: 2, paths: ["alt"], base: { alt: "" }, theirs: { alt: "A" }, yours: { alt: "B" } },
    });
    expect(failureOf(await tell({ ...first, version: 0 }, { alt: "B" })).code).toBe("version-mismatch");
    const third = valueOf(await tell(second, { folder: null }));
    expect("folder" in third.media).toBe(false);
    const replaced = valueOf(await put("a", { digest: digest("b") }, { isReplacement: true, details: {} }));
    expect(replaced.media).toMatchObject({ alt: "A", digest: digest("b"), focalPoint: { x: 0.1, y: 0.9 } });
    expect(await served("a")).toEqual(replaced.media);
    const brought = {
      mediaId: "brought",
      fileName: "b.jpg",
      contentType: "image/jpeg",
      digest: digest("c"),
      alt: "Of old",
    };
    website.getRecord = async ({ id }) =>
      id === "brought"
        ? ok({ kind: "media", value: mediaSchema.parse(brought) })
        : fail("record-not-found", "There is none.");
    expect(valueOf(await put("brought", {}, { isReplacement: true, details: {} })).media.alt).toBe("Of old");
    expect(failureOf(await put("none", {}, { isReplacement: true })).code).toBe("media-not-found");
    const text = { contentType: "text/plain", digest: digest("d") };
    expect(failureOf(await put("a", text, { isReplacement: true, details: {} })).code).toBe("media-refused");
    expect(await served("a")).toEqual(replaced.media);
    valueOf(await put("list", { ...text, contentType: "text/csv" }));
    expect(valueOf(await put("list", {}, { isReplacement: true })).media.contentType).toMatch(/^image/);
  });

  test("whose file was replaced are given it back by restoring the version that had it, wherever they are shown", async () => {
    const { put, tell, trash, served, websiteId } = await createLibrary();
    const first = valueOf(await put("a", { alt: "A beach" }));
    valueOf(await put("a", { digest: digest("b"), fileName: "wrong.jpg" }, { isReplacement: true, details: {} }));
    const now = valueOf(await tell({ ...first, version: 2 }, { caption: "Wrong" }));
    const of = { websiteId, mediaId: "a", actor };
    const restore = (version: number, ifVersion: number) =>
      tables.run("restoreMedia", { ...of, version, ifVersion, publicationId: randomUUID() });
    expect(failureOf(await restore(1, 2)).code).toBe("version-mismatch");
    expect(failureOf(await restore(9, 3)).code).toBe("document-version-not-found");
    const back = valueOf(await restore(1, now.version));
    expect(back).toMatchObject({ version: 4, media: first.media });
    expect(await served("a")).toEqual(first.media);
    // No answer came, and it is asked for again.
    expect(valueOf(await restore(1, now.version))).toEqual(back);
    const gone = valueOf(await trash(back));
    expect(failureOf(await restore(2, gone.version)).code).toBe("media-not-found");
    const page = valueOf(await tables.run("listMediaVersions", { ...of, limit: 2 }));
    expect(page).toMatchObject({ items: [{ version: 5, media: null }, { version: 4 }], cursor: "4" });
    const rest = valueOf(await tables.run("listMediaVersions", { ...of, limit: 3, cursor: "4" }));
    expect(rest.items.map(({ version, media }) => [version, media?.fileName])).toEqual([
      [3, "wrong.jpg"],
      [2, "wrong.jpg"],
      [1, "a.jpg"],
    ]);
    const none = await tables.run("listMediaVersions", { ...of, mediaId: "none", limit: 2 });
    expect(failureOf(none).code).toBe("media-not-found");
  });

  test("described anew by two at once keep what both have said, of an older file too", async () => {
    const { put, tell, served } = await createLibrary();
    const read = valueOf(await put("a", { folder: "F" }));
    valueOf(await tell(read, { alt: "Theirs", focalPoint: { x: 0.2, y: 0.3 } }));
    valueOf(await put("a", { digest: digest("b") }, { isReplacement: true, details: {} }));
    const merged = valueOf(await tell(read, { title: "Yours", folder: null }));
    expect(merged).toMatchObject({
      version: 4,
      media: { alt: "Theirs", title: "Yours", focalPoint: { x: 0.2, y: 0.3 }, digest: digest("b") },
    });
    expect("folder" in merged.media).toBe(false);
    expect(await served("a")).toEqual(merged.media);
  });

  test("whose website refuses what is done to them are as they were, and whoever did it is told", async () => {
    const { put, tell, trash, list, served, websiteId } = await createLibrary();
    const website = tables.websites.get(websiteId)!;
    const made = valueOf(await put("a", { alt: "A beach" }));
    const full = async () => fail("invalid-record", "The website has no room for more.");
    tables.websites.set(websiteId, Object.assign(Object.create(website), { publish: full }));
    const refusal = { code: "invalid-record", detail: "The website has no room for more." };
    expect(failureOf(await tell(made, { alt: "A dune" }))).toMatchObject(refusal);
    const [again] = valueOf(await list()).items;
    expect(again).toMatchObject({ version: 3, media: made.media });
    expect(failureOf(await trash(again!))).toMatchObject(refusal);
    expect(valueOf(await list()).items).toMatchObject([{ trashedAt: null, media: made.media }]);
    expect(await served("a")).toEqual(made.media);
  });

  test("that something shows go with force alone, and come back as they were", async () => {
    const { put, trash, served, uses, draft, publish, get, save, list } = await createLibrary();
    const media = valueOf(await put("a"));
    await draft("page");
    await save(await get("page"), showing("a"));
    expect(failureOf(await trash(media))).toMatchObject({ code: "media-in-use", facts: { documents: 1 } });
    valueOf(await publish(["page"]));
    await save(await get("page"), showing("b"));
    expect(valueOf(await uses("a")).items).toEqual([
      {
        kind: "document",
        documentId: "page",
        title: "page",
        path: "/page",
        isTrashed: false,
        isServed: true,
        isEdited: false,
      },
    ]);
    expect(valueOf(await uses("b")).items).toMatchObject([{ isServed: false, isEdited: true }]);
    expect(failureOf(await trash(media)).code).toBe("media-in-use");
    const gone = valueOf(await trash(media, true, true));
    expect([gone.trashedAt === null, await served("a")]).toEqual([false, null]);
    expect(namesOf(valueOf(await list()))).toEqual([]);
    expect(namesOf(valueOf(await list({ trashed: true })))).toEqual(["a"]);
    const back = valueOf(await trash(gone, false));
    expect([back.trashedAt, await served("a")]).toEqual([null, media.media]);
  });

  test("that a redirect leads to, or a setting names, are in use too", async () => {
    const { put, trash, uses, websiteId } = await createLibrary();
    const media = valueOf(await put("a"));
    expect(failureOf(await trash(media, true, false, ["logo"]))).toMatchObject({ facts: { settings: 1 } });
    await tables.query(
      `insert into records (website_id, kind, record_id, value, version, updated_by)
        values ($1, 'redirect', '/old.jpg', '{"from":"/old.jpg","to":{"kind":"media","mediaId":"a"}}', 1, '{}')`,
      [websiteId],
    );
    expect(valueOf(await uses("a")).items).toEqual([{ kind: "redirect", from: "/old.jpg" }]);
    expect(failureOf(await trash(media)).code).toBe("media-in-use");
  });
});

test("files that media name, or named in a version that is kept, are told apart from those that only others name", async () => {
  const { websiteId, put } = await createLibrary();
  const other = await createLibrary();
  const [one, two, others] = ["1", "2", "3"].map(digest);
  valueOf(await put("m", { digest: one! }));
  valueOf(await put("m", { digest: two! }, { isReplacement: true }));
  valueOf(await other.put("n", { digest: others! }));
  const asked = [one!, two!, others!, digest("4")];
  const named = (ids: readonly string[]) =>
    tables.context.database
      .repeatable((from) => namedFiles(from, asked, ids))
      .then((found) => valueOf(found).toSorted());
  expect(await named([websiteId])).toEqual([one, two]);
  expect(await named([websiteId, other.websiteId])).toEqual([one, two, others]);
  expect(await named([randomUUID()])).toEqual([]);
  const after = (last: string) =>
    tables.context.database.repeatable((from) => filesOf(from, { websiteId, after: last })).then(valueOf);
  expect([await after(""), await after(one!), await after(two!)]).toEqual([[one, two], [two], []]);
});
