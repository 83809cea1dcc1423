import fc from "fast-check";
import { expect, test } from "vitest";
import { changedRanges, mergeCopies, workingCopySchema, type WorkingCopy } from "#domain/editing/index.ts";

const paragraph = (text: string) => ({ type: "paragraph" as const, content: [{ type: "text" as const, text }] });
const copyOf = (given: Partial<WorkingCopy>, ...texts: string[]): WorkingCopy =>
  workingCopySchema.parse({
    ...{ documentId: "d", type: "page", path: "/d", title: "T" },
    ...given,
    body: given.body ?? { type: "doc", content: texts.map(paragraph) },
  });
const textsOf = ({ body }: WorkingCopy) =>
  body.content.map((block) => JSON.stringify(block).match(/"text":"(.*?)"/)?.[1]);

const texts = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 8 });
const ids = fc.uniqueArray(fc.constantFrom("x", "y", "z"), { maxLength: 3 });
const copies = fc
  .record({ title: fc.constantFrom("One", "Two"), termIds: ids, noindex: fc.boolean(), texts })
  .map(({ title, termIds, noindex, texts }) =>
    copyOf({ title, termIds, seo: { title: "", canonical: null, noindex, imageId: null } }, ...texts),
  );

test("what changed turns the one list into the other, whatever they are", () => {
  fc.assert(
    fc.property(texts, texts, (from, to) => {
      const result: string[] = [];
      let position = 0;
      for (const { start, end, items } of changedRanges(from, to, String)) {
        expect(start).toBeGreaterThanOrEqual(position);
        result.push(...from.slice(position, start), ...items);
        position = end;
      }
      expect([...result, ...from.slice(position)]).toEqual(to);
    }),
  );
});

test("where one of two changed nothing, the merge is the other's", () => {
  fc.assert(
    fc.property(copies, copies, (base, other) => {
      expect(mergeCopies({ base, theirs: other, yours: base })).toEqual({ value: other, conflicts: [] });
      expect(mergeCopies({ base, theirs: base, yours: other })).toEqual({ value: other, conflicts: [] });
      expect(mergeCopies({ base, theirs: other, yours: other })).toEqual({ value: other, conflicts: [] });
    }),
  );
});

test("whoever comes first, the same is in conflict, and without conflict the same is merged", () => {
  fc.assert(
    fc.property(copies, copies, copies, (base, one, other) => {
      const [first, second] = [
        mergeCopies({ base, theirs: one, yours: other }),
        mergeCopies({ base, theirs: other, yours: one }),
      ];
      const pathsOf = ({ conflicts }: typeof first) => conflicts.map(({ path }) => path).sort();
      expect(pathsOf(first)).toEqual(pathsOf(second));
      expect(new Set(first.value.termIds)).toEqual(new Set(second.value.termIds));
      if (first.conflicts.length === 0) expect(first.value.body).toEqual(second.value.body);
      for (const { path, theirs, yours } of first.conflicts) {
        expect(path).toMatch(/^(title|termIds|body\.content(\[\d+\])?)$/);
        expect(theirs).not.toEqual(yours);
      }
    }),
  );
});

test("changes of different fields and different blocks are all there", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 99 }), { minLength: 2, maxLength: 10 }),
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.constantFrom("keep", "change", "delete")),
      (numbers, whose, what) => {
        const base = numbers.map(String);
        const [theirs, yours, both]: [string[], string[], string[]] = [[], [], []];
        for (const text of base) {
          const isMine = whose.next().value!;
          const how = what.next().value!;
          const edited = how === "keep" ? [text] : how === "change" ? [`${text}!`] : [];
          theirs.push(...(isMine ? [text] : edited));
          yours.push(...(isMine ? edited : [text]));
          both.push(...edited);
        }
        const merged = mergeCopies({
          base: copyOf({}, ...base),
          theirs: copyOf({ description: "theirs" }, ...theirs),
          yours: copyOf({ excerpt: "yours" }, ...yours),
        });
        // Beside a deletion it cannot always be told which block was changed: then it is a conflict, never a loss.
        const hasDeletions = both.length < base.length;
        if (merged.conflicts.length > 0 && hasDeletions) return;
        expect(merged.conflicts).toEqual([]);
        expect(merged.value).toMatchObject({ description: "theirs", excerpt: "yours" });
        expect(textsOf(merged.value)).toEqual(both);
      },
    ),
  );
});

test("neighbours changed by different people are merged, and one block changed by both is not", () => {
  const base = copyOf({}, "a", "b", "c");
  const merged = mergeCopies({ base, theirs: copyOf({}, "a", "B", "c"), yours: copyOf({}, "A", "b", "C") });
  expect([textsOf(merged.value), merged.conflicts]).toEqual([["A", "B", "C"], []]);
  const both = mergeCopies({ base, theirs: copyOf({}, "a", "B", "c"), yours: copyOf({}, "a", "ß", "C") });
  expect(both.conflicts).toEqual([
    { path: "body.content[1]", base: [paragraph("b")], theirs: [paragraph("B")], yours: [paragraph("ß")] },
  ]);
  expect(textsOf(both.value)).toEqual(["a", "B", "C"]);
  const inserted = mergeCopies({ base, theirs: copyOf({}, "a", "x", "b", "c"), yours: copyOf({}, "a", "y", "b", "c") });
  expect(inserted.conflicts.map(({ path }) => path)).toEqual(["body.content[1]"]);
  const gone = mergeCopies({ base, theirs: copyOf({}, "a", "c"), yours: copyOf({}, "a", "b!", "c") });
  expect(gone.conflicts.map(({ path }) => path)).toEqual(["body.content[1]"]);
});

test("a block that both moved elsewhere, or one moved and the other deleted, is in conflict and never there twice", () => {
  const base = copyOf({}, "a", "b", "c", "d");
  const [moved, elsewhere, gone] = [
    copyOf({}, "b", "c", "a", "d"),
    copyOf({}, "b", "c", "d", "a"),
    copyOf({}, "b", "c", "d"),
  ];
  const conflictsOf = (theirs: WorkingCopy, yours: WorkingCopy) =>
    mergeCopies({ base, theirs, yours }).conflicts.map(({ path }) => path);
  expect(conflictsOf(moved, elsewhere)).toEqual(["body.content"]);
  expect(conflictsOf(gone, moved)).toEqual(["body.content"]);
  expect(conflictsOf(moved, moved)).toEqual([]);
  const beside = mergeCopies({ base, theirs: moved, yours: copyOf({}, "a", "b", "c", "d!") });
  expect([textsOf(beside.value), beside.conflicts]).toEqual([["b", "c", "a", "d!"], []]);
});

test("authors who were put in another order stay so beside those who were added, and two orders are in conflict", () => {
  const by = (...authorIds: string[]) => copyOf({ authorIds });
  const base = by("ann", "ben", "cy");
  const added = by("ann", "ben", "cy", "dee");
  const ordered = by("ben", "ann");
  for (const sides of [
    { theirs: added, yours: ordered },
    { theirs: ordered, yours: added },
  ]) {
    const { value, conflicts } = mergeCopies({ base, ...sides });
    expect([value.authorIds, conflicts]).toEqual([["ben", "ann", "dee"], []]);
  }
  const met = mergeCopies({ base, theirs: by("ben", "ann", "cy"), yours: by("cy", "ann", "ben", "dee") });
  expect(met.conflicts.map(({ path }) => path)).toEqual(["authorIds"]);
});

test("two people at work in one list are merged by its items", () => {
  const list = (...items: string[]) => ({
    type: "doc" as const,
    content: [
      {
        type: "bulletList" as const,
        content: items.map((text) => ({ type: "listItem" as const, content: [paragraph(text)] })),
      },
    ],
  });
  const at = (...items: string[]) => copyOf({ body: list(...items) });
  const merged = mergeCopies({ base: at("a", "b", "c"), theirs: at("a!", "b", "c"), yours: at("a", "b", "c!", "d") });
  expect([merged.value.body, merged.conflicts]).toEqual([list("a!", "b", "c!", "d"), []]);
  const met = mergeCopies({ base: at("a", "b"), theirs: at("a!", "b"), yours: at("a?", "b") });
  expect(met.conflicts.map(({ path }) => path)).toEqual(["body.content[0].content[0].content[0]"]);
});

test("fields of the website's own types, and what search engines are told, are merged one by one", () => {
  const base = copyOf({ fields: { price: 1, size: 2, old: true } });
  const merged = mergeCopies({
    base,
    theirs: copyOf({ fields: { price: 5, size: 2, old: true, more: "x" } }),
    yours: copyOf({ fields: { price: 1, size: 3 }, seo: { ...base.seo, noindex: true } }),
  });
  expect(merged.conflicts).toEqual([]);
  expect(merged.value.fields).toEqual({ price: 5, size: 3, more: "x" });
  const met = mergeCopies({ base, theirs: copyOf({ fields: { price: 5 } }), yours: copyOf({ fields: { price: 6 } }) });
  expect(met.conflicts.map(({ path }) => path)).toEqual(["fields.price"]);
});
