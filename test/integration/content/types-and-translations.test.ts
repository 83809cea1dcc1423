import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { contentTypeSchema } from "#domain/content/index.ts";
import { createNewsroom } from "./publishing.ts";
import { codeOf, startEditing, valueOf, type Editing } from "./editing.ts";

let editing: Editing;

beforeAll(async () => {
  editing = await startEditing();
});
afterAll(() => editing.stop());

async function describeType(fields: object[], websiteId: string = editing.websiteId) {
  const value = contentTypeSchema.parse({ typeId: "recipe", name: "Recipe", folder: "/recipes", fields });
  await editing.query(
    `insert into records (website_id, kind, record_id, value, version, updated_by) values ($1, 'type', 'recipe', $2, 1, '{}')
     on conflict (website_id, kind, record_id) do update set value = excluded.value`,
    [websiteId, JSON.stringify(value)],
  );
}

it("documents of a type of the website's own stand in its folder, and their fields are what it says", async () => {
  const serves = { kind: "number", name: "serves", label: "Serves", required: true };
  await describeType([serves, { kind: "text", name: "note", label: "Note" }]);
  const made = valueOf(await editing.create({ type: "recipe", title: "Bread" }));
  expect(made.document.path).toBe("/recipes/bread");
  expect(await editing.create({ type: "recipe", title: "X", fields: { serves: "4" } })).toMatchObject({
    failure: { code: "invalid-record", facts: { field: "fields.serves" } },
  });
  // What is not there yet, or is required only since, keeps nobody from saving the rest.
  const begun = valueOf(await editing.save(made, { title: "Dark bread" }));
  const saved = valueOf(await editing.save(begun, { fields: { serves: 4, note: "x" } }));
  const missing = await editing.save(saved, { fields: { note: "x" } });
  expect(missing).toMatchObject({ failure: { code: "invalid-record", detail: "fields.serves: Serves is required" } });
  const typing = valueOf(await editing.create({ type: "recipe", title: "Typing", fields: { serves: 4 } }));
  expect(codeOf(await editing.save(typing, { fields: {} }, { autosave: true }))).toBe("ok");
  expect(codeOf(await editing.save(saved, { fields: { serves: 4, note: 5 } }))).toBe("invalid-record");

  await describeType([serves]);
  const kept = valueOf(await editing.save(saved, { title: "Bread" }));
  expect(kept.document.fields).toEqual({ serves: 4, note: "x" });
  expect(codeOf(await editing.save(kept, { fields: { serves: 4, note: "y" } }))).toBe("invalid-record");
  // Of what was never described anything goes.
  expect(codeOf(await editing.create({ type: "unheard-of", fields: { a: { b: 1 } } }))).toBe("ok");
});

it("what lacks a field that its type requires is not published", async () => {
  const newsroom = await createNewsroom(editing);
  const required = { kind: "text", name: "teaser", label: "Teaser", required: true };
  await describeType([required], newsroom.websiteId);
  const made = await newsroom.draft("story", { type: "recipe" });
  expect(await newsroom.publish(["story"])).toMatchObject({
    failure: { code: "invalid-record", detail: "fields.teaser: Teaser is required" },
  });
  await newsroom.save(made, { fields: { teaser: "Read on" } });
  expect(codeOf(await newsroom.publish(["story"]))).toBe("ok");
});

it("a document has one translation a language, each of an original", async () => {
  valueOf(await editing.create({ documentId: "en", title: "Bread", locale: "en" }));
  const german = valueOf(await editing.create({ documentId: "de", title: "Brot", locale: "de", translationOf: "en" }));
  const french = valueOf(await editing.create({ documentId: "fr", title: "Pain" }));
  for (const [locale, documentId] of [
    ["de", "de"],
    ["DE", "de"],
    ["en", "en"],
  ]) {
    const failure = { code: "translation-taken", facts: { field: "locale", documentId } };
    expect(await editing.save(french, { locale, translationOf: "en" })).toMatchObject({ failure });
  }
  for (const [given, field] of [
    [{ locale: null, translationOf: "en" }, "locale"],
    [{ locale: "fr", translationOf: "de" }, "translationOf"],
    [{ locale: "fr", translationOf: "none" }, "translationOf"],
    [{ locale: "fr", translationOf: "fr" }, "translationOf"],
  ] as const) {
    const refused = await editing.save(french, given);
    expect([given, refused]).toMatchObject([given, { failure: { code: "invalid-record", facts: { field } } }]);
  }
  valueOf(await editing.save(french, { locale: "fr", translationOf: "en" }));
  const family = valueOf(
    await editing.run("listDocuments", {
      ...{ websiteId: editing.websiteId, limit: 10, trashed: false, sort: "path" },
      translationOf: "en",
    }),
  );
  expect(family.items.map(({ documentId, locale }) => [documentId, locale])).toEqual([
    ["en", "en"],
    ["de", "de"],
    ["fr", "fr"],
  ]);
  const original = valueOf(await editing.get("en"));
  const taken = { code: "translation-taken", facts: { documentId: "de" } };
  expect(await editing.save(original, { locale: "de" })).toMatchObject({ failure: taken });
  valueOf(await editing.create({ documentId: "other", locale: "en" }));
  const below = { code: "invalid-record", facts: { field: "translationOf" } };
  expect(await editing.save(original, { locale: "es", translationOf: "other" })).toMatchObject({ failure: below });
  valueOf(await editing.save(german, { translationOf: null }));
});

it("what comes out of the trash takes no language that another has by now: it says which, and comes back alone where that is wanted", async () => {
  const by = { websiteId: editing.websiteId, actor: editing.anna };
  const all = { ...by, audit: null, mayPublish: true };
  const bulk = (kind: "trash" | "untrash", documentIds: string[]) =>
    editing.run("bulkDocuments", { ...all, publicationId: randomUUID(), documentIds, operation: { kind } });
  for (const [documentId, locale] of Object.entries({ "t-de": "de", "t-fr": "fr", "t-it": "it" })) {
    if (documentId === "t-de") valueOf(await editing.create({ documentId: "t", locale: "en" }));
    valueOf(await editing.create({ documentId, locale, translationOf: "t" }));
  }
  valueOf(await bulk("trash", ["t-fr", "t-de", "t-it"]));
  valueOf(await editing.create({ documentId: "t-de-2", locale: "de", translationOf: "t" }));
  valueOf(await editing.create({ documentId: "t-it-2", locale: "it", translationOf: "t" }));

  const { items } = valueOf(await bulk("untrash", ["t-de", "t-fr"]));
  expect(items).toMatchObject([
    { documentId: "t-de", version: null, failure: { code: "translation-taken" } },
    { documentId: "t-fr", failure: null },
  ]);
  expect(items[0]!.failure!.detail).toContain("t-de-2");
  const untrash = async (documentId: string, given: { translationOf?: null } = {}) => {
    const { version } = valueOf(await editing.get(documentId));
    return editing.run("untrashDocument", { ...by, ...given, documentId, ifVersion: version });
  };
  const taken = { code: "translation-taken", facts: { field: "locale", documentId: "t-de-2" } };
  expect(await untrash("t-de")).toMatchObject({ failure: taken });
  expect(valueOf(await editing.get("t-de")).trashedAt).not.toBeNull();
  const alone = valueOf(await untrash("t-de", { translationOf: null }));
  expect([alone.trashedAt, alone.document.translationOf]).toEqual([null, null]);

  // Out of its way it takes its place again.
  valueOf(await bulk("trash", ["t-it-2"]));
  expect(valueOf(await untrash("t-it")).document.translationOf).toBe("t");
  // Its original is in the trash: it comes back as those stand that stayed. The original comes back among them.
  valueOf(await bulk("trash", ["t", "t-it"]));
  expect(valueOf(await untrash("t-it")).document.translationOf).toBe("t");
  const { items: both } = valueOf(await bulk("untrash", ["t-it-2", "t"]));
  expect(both.map(({ failure }) => failure?.code ?? null)).toEqual(["translation-taken", null]);
});

it("no version that is brought back, and no change of several documents, makes two translations of a language", async () => {
  valueOf(await editing.create({ documentId: "o", locale: "en" }));
  const first = valueOf(await editing.create({ documentId: "o-1", locale: "de", translationOf: "o" }));
  const left = valueOf(await editing.save(first, { locale: "fr" }));
  valueOf(await editing.create({ documentId: "o-2", locale: "de", translationOf: "o" }));
  const by = { websiteId: editing.websiteId, actor: editing.anna };
  const restore = (ifVersion: number) =>
    editing.run("restoreVersion", { ...by, documentId: "o-1", version: 1, ifVersion });
  const taken = { failure: { code: "translation-taken", facts: { field: "locale", documentId: "o-2" } } };
  expect(await restore(left.version)).toMatchObject(taken);
  const setLocale = (locale: string | null, ...documentIds: string[]) =>
    editing.run("bulkDocuments", {
      ...{ ...by, audit: null, mayPublish: true, publicationId: randomUUID(), documentIds },
      operation: { kind: "set-locale", locale },
    });
  for (const [locale, code] of [
    ["de", "translation-taken"],
    ["en", "translation-taken"],
    [null, "invalid-record"],
  ] as const) {
    const { items } = valueOf(await setLocale(locale, "o-1"));
    expect(items).toMatchObject([{ version: null, failure: { code } }]);
  }
  // Of two at once the first has it.
  const { items } = valueOf(await setLocale("it", "o-2", "o-1"));
  expect(items.map(({ documentId, failure }) => [documentId, failure?.code ?? null])).toEqual([
    ["o-2", null],
    ["o-1", "translation-taken"],
  ]);
  expect(valueOf(await restore(left.version)).document.locale).toBe("de");
});

it("a field that names a document or media names one that is there, of the type that is meant", async () => {
  const { websiteId } = await createNewsroom(editing);
  const list = { kind: "list", name: "related", label: "Related", item: { kind: "reference", types: ["recipe"] } };
  const fields = [{ kind: "media", name: "cover", label: "Cover" }, list];
  await describeType(fields, websiteId);
  const more = { websiteId };
  const first = valueOf(await editing.create({ documentId: "first", type: "recipe" }, more));
  valueOf(await editing.create({ documentId: "about" }, more));
  const gone = valueOf(await editing.create({ documentId: "gone", type: "recipe" }, more));
  const wrong = async (given: Record<string, string | string[]>, field: string, detail: string) => {
    const failure = { code: "invalid-record", detail: `${field}: ${detail}`, facts: { field } };
    expect(await editing.create({ type: "recipe", fields: given }, more)).toMatchObject({ failure });
    expect(await editing.save(first, { fields: given }, more)).toMatchObject({ failure });
  };
  await wrong({ cover: "m" }, "fields.cover", "there is no media m");
  await wrong({ related: ["first", "none"] }, "fields.related[1]", "there is no document none");
  await wrong({ related: ["about"] }, "fields.related[0]", "the document about is no recipe");
  const saved = valueOf(await editing.save(first, { fields: { related: ["first", "gone"] } }, more));
  const by = { websiteId, actor: editing.anna, audit: null, mayPublish: true, publicationId: randomUUID() };
  valueOf(await editing.run("trashDocument", { ...by, documentId: "gone", ifVersion: gone.version }));
  // What was there stays until somebody changes it.
  expect(codeOf(await editing.save(saved, { fields: { related: ["gone"] } }, more))).toBe("ok");
  const named = await editing.create({ type: "recipe", fields: { related: ["gone"] } }, more);
  expect(named).toMatchObject({ failure: { detail: "fields.related[0]: there is no document gone" } });
});
