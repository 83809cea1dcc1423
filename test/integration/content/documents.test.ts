import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { EditedDocument } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { bodyOf, codeOf, startEditing, valueOf, type Editing } from "./editing.ts";
import { person } from "./tenant-tables.ts";

let editing: Editing;
const ben = person();

beforeAll(async () => {
  editing = await startEditing();
});
afterAll(() => editing.stop());

const history = (documentId: string) =>
  editing.query(
    "select version, kind, superseded_at is not null as gone from document_versions where document_id = $1 order by version",
    [documentId],
  );

it("a document is made once, at a path made of its title that nobody else has", async () => {
  const first = valueOf(await editing.create({ documentId: "about", title: "Über uns – und mehr!" }));
  expect(first).toMatchObject({ version: 1, state: "draft", hasUnpublishedChanges: false, createdBy: editing.anna });
  expect(first.document.path).toBe("/über-uns-und-mehr");
  const again = valueOf(await editing.create({ documentId: "about", title: "Über uns – und mehr!" }));
  expect(again).toEqual(first);
  expect(codeOf(await editing.create({ documentId: "about", title: "Something else" }))).toBe("document-exists");
  expect(valueOf(await editing.create({ title: "Über uns: und mehr" })).document.path).toBe("/über-uns-und-mehr-2");
  expect(valueOf(await editing.create({ title: "Search" })).document.path).toBe("/search-2");
  expect(valueOf(await editing.create({ title: "!!!" })).document.path).toBe("/page");
  expect(codeOf(await editing.create({ path: "/über-uns-und-mehr" }))).toBe("path-taken");
  expect(codeOf(await editing.create({ path: "/sitemap.xml" }))).toBe("path-taken");
  const elsewhere = valueOf(await editing.create({ title: "Über uns und mehr" }, { websiteId: randomUUID() }));
  expect(elsewhere.document.path).toBe("/über-uns-und-mehr");
});

it("of many made at once with one title, each has a path of its own", async () => {
  const made = await Promise.all(Array.from({ length: 12 }, () => editing.create({ title: "Rush" })));
  const paths = made.map((result) => valueOf(result).document.path);
  expect(new Set(paths).size).toBe(12);
});

it("what is saved is there, each save a version, and saving the same is none", async () => {
  const made = valueOf(await editing.create({ title: "Saved" }));
  const saved = valueOf(await editing.save(made, { title: "Saved again", seo: { noindex: true } }));
  expect(saved).toMatchObject({
    version: 2,
    updatedBy: editing.anna,
    document: { title: "Saved again", seo: { noindex: true, title: "" } },
  });
  expect(saved.document.path).toBe("/saved");
  expect(valueOf(await editing.save(saved, { title: "Saved again" })).version).toBe(2);
  // Called again because no answer came.
  expect(valueOf(await editing.save(made, { title: "Saved again", seo: { noindex: true } }))).toEqual(saved);
  expect(valueOf(await editing.get(made.documentId))).toEqual(saved);
  expect(codeOf(await editing.run("getDocument", { websiteId: randomUUID(), documentId: made.documentId }))).toBe(
    "document-not-found",
  );
});

it("two who have read the same keep both their changes, or are told of both sides", async () => {
  const made = valueOf(await editing.create({ title: "Both", body: bodyOf("One", "Two", "Three") }));
  const byAnna = valueOf(await editing.save(made, { body: bodyOf("One!", "Two", "Three") }));
  const byBen = valueOf(
    await editing.save(made, { title: "Ours", body: bodyOf("One", "Two!", "Three", "Four") }, { actor: ben }),
  );
  expect(byBen.version).toBe(byAnna.version + 1);
  expect(byBen.document).toMatchObject({ title: "Ours", body: bodyOf("One!", "Two!", "Three", "Four") });
  const refused = await editing.save(made, { title: "Mine", body: bodyOf("One?", "Two", "Three") });
  expect(refused).toMatchObject({
    ok: false,
    failure: {
      code: "edit-conflict",
      facts: {
        version: 3,
        paths: ["body.content[0]", "title"],
        base: { title: "Both" },
        theirs: { title: "Ours" },
        yours: { title: "Mine" },
      },
    },
  });
  expect(codeOf(await editing.save({ ...made, version: 99 }, { title: "x" }))).toBe("version-mismatch");
});

it("of saves at once none is lost", async () => {
  const made = valueOf(await editing.create({ title: "At once", fields: {} }));
  const saves = await Promise.all(
    ["description", "excerpt", "title"].map((name) => editing.save(made, { [name]: `by ${name}` })),
  );
  expect(saves.map(codeOf)).toEqual(["ok", "ok", "ok"]);
  expect(valueOf(await editing.get(made.documentId)).document).toMatchObject({
    title: "by title",
    excerpt: "by excerpt",
    description: "by description",
  });
  const many = Array.from({ length: 12 }, (_, index) => `f${index}`);
  const read = valueOf(await editing.get(made.documentId));
  const all = await Promise.all([
    ...many.map((name) => editing.save(read, { fields: { [name]: 1 } })),
    editing.save(read, { path: "/at-once-elsewhere" }),
  ]);
  expect(new Set(all.map(codeOf))).toEqual(new Set(["ok"]));
  const { fields, path } = valueOf(await editing.get(made.documentId)).document;
  expect([Object.keys(fields).toSorted(), path]).toEqual([many.toSorted(), "/at-once-elsewhere"]);
});

it("autosaves of one author take each other's place, and what one still holds is merged", async () => {
  const made = valueOf(await editing.create({ title: "Typing" }));
  let last = made;
  for (const title of ["T", "Ty", "Typ"]) last = valueOf(await editing.save(last, { title }, { autosave: true }));
  const other = valueOf(await editing.save(last, { excerpt: "x" }, { autosave: true, actor: ben }));
  const kept = valueOf(await editing.save(other, { description: "y" }));
  expect(await history(made.documentId)).toEqual([
    { version: 1, kind: "save", gone: false },
    { version: 2, kind: "autosave", gone: true },
    { version: 3, kind: "autosave", gone: true },
    { version: 4, kind: "autosave", gone: false },
    { version: 5, kind: "autosave", gone: false },
    { version: 6, kind: "save", gone: false },
  ]);
  const late = valueOf(await editing.save({ ...made, version: 3 }, { locale: "de" }));
  expect(late.document).toMatchObject({ title: "Typ", excerpt: "x", description: "y", locale: "de" });
  await editing.query(
    "update document_versions set superseded_at = now() - interval '25 hours' where document_id = $1 and version in (2, 3)",
    [made.documentId],
  );
  valueOf(await editing.save(late, { description: "z" }));
  expect((await history(made.documentId)).map(({ version }) => version)).toEqual([1, 4, 5, 6, 7, 8]);
  expect(codeOf(await editing.save({ ...kept, version: 3 }, { locale: "fr" }))).toBe("version-mismatch");
});

it("what is below a document moves along with it, and nothing goes below itself", async () => {
  const websiteId = randomUUID();
  const on = { websiteId };
  const top = valueOf(await editing.create({ documentId: "top", title: "Top" }, on));
  valueOf(await editing.create({ documentId: "mid", title: "Mid", parentId: "top" }, on));
  const low = valueOf(await editing.create({ documentId: "low", title: "Low", parentId: "mid" }, on));
  expect(low.document.path).toBe("/top/mid/low");
  const moved = valueOf(await editing.save(top, {}, { slug: "Summit", ...on }));
  expect(moved.document.path).toBe("/Summit");
  const read = (documentId: string) => editing.run("getDocument", { websiteId, documentId });
  const [mid, lowNow] = [valueOf(await read("mid")), valueOf(await read("low"))];
  expect([mid.document.path, lowNow.document.path]).toEqual(["/Summit/mid", "/Summit/mid/low"]);
  expect(lowNow.version).toBe(2);
  expect(codeOf(await editing.save(moved, { parentId: "low" }, on))).toBe("invalid-record");
  expect(codeOf(await editing.save(moved, { parentId: "top" }, on))).toBe("invalid-record");
  expect(codeOf(await editing.save(moved, { parentId: "none" }, on))).toBe("invalid-record");
  const out = valueOf(await editing.save(lowNow, { parentId: null }, on));
  expect(out.document.path).toBe("/low");
  expect(valueOf(await editing.save(out, { parentId: "top" }, on)).document.path).toBe("/Summit/low");
  expect(codeOf(await editing.save(valueOf(await read("top")), { path: "/x".repeat(511) }, on))).toBe("invalid-record");
  expect(valueOf(await read("top")).document.path).toBe("/Summit");
});

it("two who give a document other slugs are in conflict, and a slug that is only repeated undoes nobody's", async () => {
  const made = valueOf(await editing.create({ title: "Opening hours" }));
  const first = () => editing.save(made, {}, { slug: "hours" });
  const moved = valueOf(await first());
  expect(moved.document.path).toBe("/hours");
  const paths = { base: "/opening-hours", theirs: "/hours", yours: "/open" };
  expect(await editing.save(made, { title: "Open" }, { slug: "open" })).toMatchObject({
    failure: { code: "edit-conflict", facts: { paths: ["path"], conflicts: [{ path: "path", ...paths }] } },
  });
  // No answer came, and it is sent again.
  expect(valueOf(await first())).toMatchObject({ version: moved.version, document: { path: "/hours" } });
  const repeated = valueOf(await editing.save(made, { title: "Open" }, { slug: "opening-hours" }));
  expect(repeated.document).toMatchObject({ title: "Open", path: "/hours" });
});

it("a list has what was asked for, in order, each once over its pages", async () => {
  const websiteId = randomUUID();
  const on = { websiteId };
  for (let n = 0; n < 25; n += 1) {
    const given = {
      title: `Number ${n % 5}`,
      type: n % 2 === 0 ? "page" : "post",
      termIds: n < 5 ? ["t"] : [],
      path: `/n-${n}`,
    };
    valueOf(
      await editing.create(
        { documentId: `d${n}`, body: bodyOf(n === 7 ? "Straße nach 東京都" : "Text"), ...given },
        on,
      ),
    );
  }
  const list = (more: object) =>
    editing.run("listDocuments", { websiteId, limit: 10, trashed: false, sort: "-updated", ...more } as never);
  for (const sort of ["-updated", "updated", "title", "-title", "path", "-path", "created", "-created"]) {
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = valueOf(await list({ sort, cursor }));
      ids.push(...page.items.map(({ documentId }) => documentId));
      if (page.cursor === null) break;
      cursor = page.cursor;
    }
    expect([sort, new Set(ids).size, ids.length]).toEqual([sort, 25, 25]);
    if (sort === "created") expect(ids).toEqual(Array.from({ length: 25 }, (_, n) => `d${n}`));
  }
  const idsOf = async (more: object) =>
    valueOf(await list({ limit: 50, ...more }))
      .items.map(({ documentId }) => documentId)
      .sort();
  expect(await idsOf({ termId: "t" })).toEqual(["d0", "d1", "d2", "d3", "d4"]);
  expect((await idsOf({ type: "post" })).length).toBe(12);
  expect(await idsOf({ search: "STRASSE" })).toEqual([]);
  expect(await idsOf({ search: "straße NACH" })).toEqual(["d7"]);
  expect(await idsOf({ search: "京都" })).toEqual(["d7"]);
  expect(await idsOf({ search: "n-24" })).toEqual(["d24"]);
  expect(await idsOf({ search: "numb 3", type: "page" })).toEqual(["d18", "d8"]);
  expect(await idsOf({ search: "'; drop -- \\ !" })).toEqual(["d18"].filter(() => false));
  expect(await idsOf({ search: "' & !" })).toEqual([]);
  expect(await idsOf({ updatedSince: "2099-01-01T00:00:00Z" })).toEqual([]);
  expect(codeOf(await list({ cursor: "xx" }))).toBe("invalid-request");
});

it("what is put away between being read and being written is not changed any more, whichever way", async () => {
  const { context, websiteId, anna, run } = editing;
  const { repeatable } = context.database;
  const ways: ((document: EditedDocument) => Promise<Result<EditedDocument>>)[] = [
    (document) => editing.save(document, { title: "Later" }),
    (document) => editing.save(document, { path: "/put-away-elsewhere" }),
    ({ documentId, version: ifVersion }) =>
      run("restoreVersion", { websiteId, documentId, version: 1, ifVersion, actor: anna }),
  ];
  for (const write of ways) {
    const made = valueOf(await editing.create({ title: "Before" }));
    const edited = valueOf(await editing.save(made, { title: "Now" }));
    const { documentId, version: ifVersion } = edited;
    const archive = { websiteId, documentId, ifVersion, actor: anna, publicationId: randomUUID() };
    let isFirst = true;
    const database = {
      ...context.database,
      async repeatable(work: Parameters<typeof repeatable>[0]) {
        const read = await repeatable(work);
        if (isFirst) {
          isFirst = false;
          valueOf(await run("changeDocumentState", { ...archive, audit: null, transition: "archive" }));
        }
        return read;
      },
    };
    Object.assign(context, { database });
    const written = await write(edited);
    Object.assign(context, { database: { ...database, repeatable } });
    expect(codeOf(written)).toBe("invalid-document-state");
    expect(valueOf(await editing.get(documentId))).toMatchObject({ version: edited.version, state: "archived" });
  }
});
