import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bodyOf, codeOf, paragraph, startEditing, valueOf, type Editing } from "./editing.ts";
import { person } from "./tenant-tables.ts";

let editing: Editing;
const ben = person();

beforeAll(async () => {
  editing = await startEditing();
});
afterAll(() => editing.stop());

const of = (documentId: string) => ({ websiteId: editing.websiteId, documentId });
const taking = () => ({ actor: ben, audit: null, mayPublish: true, publicationId: randomUUID() });
const trash = (documentId: string, ifVersion: number) =>
  editing.run("trashDocument", { ...of(documentId), ...taking(), ifVersion });
const by = (documentId: string, ifVersion: number) => ({ ...of(documentId), ifVersion, actor: ben });
const erase = (given: { websiteId: string; documentId: string }) =>
  editing.run("eraseDocument", { ...given, ...taking() });

it("the history has every save, newest first, and pages of it", async () => {
  let last = valueOf(await editing.create({ documentId: "h", title: "0" }));
  for (let n = 1; n <= 5; n += 1) last = valueOf(await editing.save(last, { title: String(n) }));
  const first = valueOf(await editing.run("listVersions", { ...of("h"), limit: 4 }));
  expect(first.items.map(({ version, kind, actor }) => [version, kind, actor])).toEqual(
    [6, 5, 4, 3].map((version) => [version, "save", editing.anna]),
  );
  const rest = valueOf(await editing.run("listVersions", { ...of("h"), limit: 4, cursor: first.cursor! }));
  expect([rest.items.map(({ version }) => version), rest.cursor]).toEqual([[2, 1], null]);
  expect(valueOf(await editing.run("getVersion", { ...of("h"), version: 3 })).document.title).toBe("2");
  expect(codeOf(await editing.run("listVersions", { ...of("none"), limit: 4 }))).toBe("document-not-found");
  expect(codeOf(await editing.run("getVersion", { ...of("h"), version: 7 }))).toBe("document-version-not-found");
});

it("any two versions are compared by field and by block", async () => {
  const made = valueOf(await editing.create({ documentId: "c", title: "Old", body: bodyOf("One", "Two", "Three") }));
  const changes = {
    title: "New",
    fields: { price: 5 },
    seo: { noindex: true },
    body: bodyOf("One", "2", "Three", "Four"),
  };
  valueOf(await editing.save(made, changes));
  expect(valueOf(await editing.run("compareVersions", { ...of("c"), from: 1, to: 2 }))).toEqual({
    from: 1,
    to: 2,
    fields: [
      { path: "fields.price", to: 5 },
      { path: "seo.noindex", from: false, to: true },
      { path: "title", from: "Old", to: "New" },
    ],
    blocks: [
      { at: 1, removed: [paragraph("Two")], added: [paragraph("2")] },
      { at: 3, removed: [], added: [paragraph("Four")] },
    ],
  });
  const back = valueOf(await editing.run("compareVersions", { ...of("c"), from: 2, to: 1 }));
  expect(back.fields).toContainEqual({ path: "fields.price", from: 5 });
  expect(codeOf(await editing.run("compareVersions", { ...of("c"), from: 1, to: 9 }))).toBe(
    "document-version-not-found",
  );
});

it("a version comes back as the next one, at the place where the document stands by now", async () => {
  const made = valueOf(await editing.create({ documentId: "r", title: "First", body: bodyOf("One") }));
  const saved = valueOf(await editing.save(made, { title: "Second", body: bodyOf("Two") }, { slug: "moved" }));
  const restored = valueOf(await editing.run("restoreVersion", { ...by("r", saved.version), version: 1 }));
  expect(restored).toMatchObject({
    version: 3,
    updatedBy: ben,
    document: { title: "First", path: "/moved", body: bodyOf("One") },
  });
  // Called again because no answer came.
  expect(valueOf(await editing.run("restoreVersion", { ...by("r", saved.version), version: 1 }))).toEqual(restored);
  expect(codeOf(await editing.run("restoreVersion", { ...by("r", 1), version: 2 }))).toBe("version-mismatch");
  // What was autosaved just before stays in the history: it is not in what was brought back.
  const typed = valueOf(await editing.save(restored, { title: "Typed" }, { autosave: true, actor: ben }));
  const again = valueOf(await editing.run("restoreVersion", { ...by("r", typed.version), version: 1 }));
  expect(again.version).toBe(5);
  const versions = valueOf(await editing.run("listVersions", { ...of("r"), limit: 9 })).items;
  expect(versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
  const [newest] = valueOf(await editing.run("listVersions", { ...of("r"), limit: 1 })).items;
  expect(newest).toMatchObject({ kind: "restore", message: "Version 1 restored" });
});

it("what is in the trash has no path and is not saved, and comes out as it was", async () => {
  const made = valueOf(await editing.create({ documentId: "t", title: "Tossed" }));
  const trashed = valueOf(await trash("t", 1));
  expect(trashed).toMatchObject({ version: 2, trashedAt: expect.stringMatching(/Z$/), updatedBy: ben });
  expect(valueOf(await trash("t", 1))).toEqual(trashed);
  expect(codeOf(await editing.save(trashed, { title: "x" }))).toBe("invalid-document-state");
  expect(codeOf(await editing.run("restoreVersion", { ...by("t", 2), version: 1 }))).toBe("invalid-document-state");
  const listed = { websiteId: editing.websiteId, limit: 50, sort: "-updated" as const };
  const ids = async (trashed: boolean) =>
    valueOf(await editing.run("listDocuments", { ...listed, trashed })).items.map(({ documentId }) => documentId);
  expect([(await ids(false)).includes("t"), await ids(true)]).toEqual([false, ["t"]]);

  expect(valueOf(await editing.create({ title: "Tossed" })).document.path).toBe("/tossed");
  const back = valueOf(await editing.run("untrashDocument", by("t", 2)));
  expect(back).toMatchObject({ version: 3, trashedAt: null, document: { ...made.document, path: "/tossed-2" } });
  expect(valueOf(await editing.run("untrashDocument", by("t", 2)))).toEqual(back);

  expect(codeOf(await erase(of("t")))).toBe("invalid-document-state");
  expect(codeOf(await trash("t", 2))).toBe("version-mismatch");
  valueOf(await trash("t", 3));
  for (const _ of [1, 2]) expect(codeOf(await erase(of("t")))).toBe("ok");
  expect(codeOf(await editing.get("t"))).toBe("document-not-found");
  expect(await editing.query("select version from document_versions where document_id = 't'")).toEqual([]);
});

it("of several at once each has its own outcome, and calling again changes nothing more", async () => {
  for (const id of ["b1", "b2", "b3"]) valueOf(await editing.create({ documentId: id, termIds: ["old"] }));
  valueOf(await trash("b3", 1));
  const bulk = (operation: object, ...documentIds: string[]) =>
    editing.run("bulkDocuments", { websiteId: editing.websiteId, ...taking(), documentIds, operation } as never);
  const add = () => bulk({ kind: "add-terms", termIds: ["new", "old"] }, "b1", "b2", "b3", "none", "b1");
  const { items } = valueOf(await add());
  expect(items.map(({ documentId, version, failure }) => [documentId, version ?? failure?.code])).toEqual([
    ["b1", 2],
    ["b2", 2],
    ["b3", "invalid-document-state"],
    ["none", "document-not-found"],
  ]);
  expect(valueOf(await add()).items).toEqual(items);
  expect(valueOf(await editing.get("b1")).document.termIds).toEqual(["old", "new"]);
  const trashed = valueOf(await bulk({ kind: "trash" }, "b1", "b2", "b3"));
  expect(trashed.items.map(({ version }) => version)).toEqual([3, 3, 2]);
  const back = valueOf(await bulk({ kind: "untrash" }, "b1", "b2", "b3"));
  expect(back.items.map(({ version }) => version)).toEqual([4, 4, 3]);
});

it("a website sees nothing of another's documents", async () => {
  valueOf(await editing.create({ documentId: "mine" }));
  const elsewhere = { websiteId: randomUUID(), documentId: "mine" };
  expect(codeOf(await editing.run("listVersions", { ...elsewhere, limit: 5 }))).toBe("document-not-found");
  expect(codeOf(await editing.run("getVersion", { ...elsewhere, version: 1 }))).toBe("document-version-not-found");
  expect(codeOf(await editing.run("trashDocument", { ...elsewhere, ...taking(), ifVersion: 1 }))).toBe(
    "document-not-found",
  );
  valueOf(await erase(elsewhere));
  expect(codeOf(await editing.get("mine"))).toBe("ok");
});

it("what was autosaved and is on its way to visitors stays in the history while its author goes on writing", async () => {
  const made = valueOf(await editing.create({ documentId: "w", title: "First" }));
  const typed = valueOf(await editing.save(made, { title: "Typed" }, { autosave: true }));
  const publication = valueOf(
    await editing.run("publish", {
      ...{
        websiteId: editing.websiteId,
        publicationId: randomUUID(),
        dueAt: null,
        message: "",
        actor: ben,
        audit: null,
      },
      publish: [{ documentId: "w", version: typed.version }],
      unpublish: [],
    }),
  );
  // The website cannot be reached here.
  expect(publication.state).toBe("waiting");
  await editing.save(typed, { title: "Typed on" }, { autosave: true });
  const versions = valueOf(await editing.run("listVersions", { ...of("w"), limit: 9 })).items;
  expect(versions.map(({ version }) => version)).toContain(typed.version);
});
