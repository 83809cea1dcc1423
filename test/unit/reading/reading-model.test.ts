import { describe, expect, test } from "vitest";
import type { Digest } from "#domain/digest/index.ts";
import { differences, modelOf, type Reading, type Records } from "./model.ts";
import { nameOf, questions, RandomContent } from "./random-content.ts";
import { SmallWebsite } from "./website.ts";

interface Edition {
  readonly root: Digest;
  readonly records: Records;
}

/** What a faulty website would say, of which the latest edition is this one. */
type Fault = (reading: Reading, website: SmallWebsite, editions: readonly Edition[]) => Reading;

/** Edits a website at random; after each edit, and of some older edition too, it has to say what the records say. */
function firstDifference(seed: number, steps: number, fault: Fault = (reading) => reading): string | null {
  const website = new SmallWebsite();
  const random = new RandomContent(seed);
  const editions: Edition[] = [{ root: website.root, records: new Map() }];
  for (let step = 0; step < steps; step += 1) {
    const before = editions.at(-1)!.records;
    const edits = random.edits(before);
    if (!website.edit(edits)) continue;
    const records = new Map(before);
    for (const { kind, id } of edits.delete) records.delete(`${kind}:${id}`);
    for (const record of edits.put) records.set(nameOf(record), record);
    editions.push({ root: website.root, records });
    for (const edition of [editions.at(-1)!, editions[random.below(editions.length)]!]) {
      const reading = fault(website.reading(edition.root), website, editions);
      const [found] = differences(reading, modelOf(edition.records), questions);
      if (found !== undefined) return `seed ${seed}, step ${step}: ${found}`;
    }
  }
  return null;
}

test("pages, feeds, sitemap, searches and the content API say what the records say, after any edits and of any release", () => {
  for (let seed = 1; seed <= 25; seed += 1) expect(firstDifference(seed, 25)).toBe(null);
});

describe("the check finds", () => {
  const faults: readonly (readonly [string, Fault])[] = [
    [
      "searches that find editions of other releases",
      (reading, { sql }) => ({
        ...reading,
        search: (word) =>
          sql
            .exec<{ id: string }>(
              `SELECT DISTINCT document_id AS id FROM search_texts JOIN search_rows ON search_row = search_texts.rowid
               WHERE search_texts MATCH ? ORDER BY id`,
              /面/.test(word) ? '"面 包"' : `"${word}"`,
            )
            .toArray()
            .map(({ id }) => id),
      }),
    ],
    [
      "searches that find the last edition alone, whatever release is asked",
      (reading, website, editions) => ({ ...reading, search: website.reading(editions.at(-1)!.root).search }),
    ],
    ["pages of the release before", (_, website, editions) => website.reading(editions.at(-2)!.root)],
    [
      "a sitemap with what is not to be found",
      (reading) => ({
        ...reading,
        sitemap: () =>
          [
            ...new Set([
              ...reading.sitemap(),
              ...questions.paths.filter((path) => reading.at(path)?.startsWith("document")),
            ]),
          ].sort(),
      }),
    ],
    [
      "a feed with what asks for a password",
      (reading) => ({
        ...reading,
        feed: (path) => (path === "/" ? reading.documents({ type: "post" }, "-publishedAt") : reading.feed(path)),
      }),
    ],
    [
      "lists of authors without their pages",
      (reading) => ({
        ...reading,
        documents: (filters, sort) => {
          const pages = new Set(filters.author === undefined ? [] : reading.documents({ type: "page" }, sort));
          return reading.documents(filters, sort).filter((id) => !pages.has(id));
        },
      }),
    ],
    [
      "spans of time whose end is part of them",
      (reading) => ({
        ...reading,
        documents: ({ publishedBefore, ...filters }, sort) =>
          reading.documents(
            publishedBefore === undefined
              ? filters
              : { ...filters, publishedBefore: new Date(Date.parse(publishedBefore) + 1).toISOString() },
            sort,
          ),
      }),
    ],
    [
      "walks that lose what comes first on a page",
      (reading) => ({
        ...reading,
        documents: (filters, sort) =>
          reading.documents(filters, sort).filter((_, index) => index % 3 !== 0 || index === 0),
      }),
    ],
    [
      "redirects that come before what is at a path",
      (reading, _, editions) => ({
        ...reading,
        at: (path) => (editions.at(-1)!.records.has(`redirect:${path}`) ? "to:/elsewhere" : reading.at(path)),
      }),
    ],
  ];

  test.each(faults)("%s", (_, fault) => {
    const seeds = Array.from({ length: 10 }, (__, index) => index + 1);
    expect(seeds.some((seed) => firstDifference(seed, 25, fault) !== null)).toBe(true);
  });
});
