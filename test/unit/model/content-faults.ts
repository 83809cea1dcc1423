import type { Fault } from "#test/model/content/pretended-subject.ts";
import type { World } from "#test/model/content/world.ts";

interface Wrong {
  readonly fault: Fault;
  /** What the difference names. */
  readonly says: RegExp;
}

/** What would go wrong in a platform that has been built otherwise. */
export const faults: Readonly<Record<string, Wrong>> = {
  "a publication that loses the last writer": {
    fault: {
      decided(world, operation) {
        if (operation.kind !== "publish" || operation.due !== null) return world;
        return withItems(world, operation.key, (item) => {
          const before = item.version === null ? undefined : world.rows.get(item.documentId)!.copies[item.version - 2];
          return before === undefined ? item : { ...item, copy: before };
        });
      },
    },
    says: /views/,
  },
  "a schedule that places what was edited later": {
    fault: {
      due: (world) => ({
        ...world,
        held: new Map(
          [...world.held].map(([key, { items, due }]) => [
            key,
            {
              due,
              items: items.map((item) => {
                const row = world.rows.get(item.documentId)!;
                return item.copy === null ? item : { ...item, copy: row.copies[row.version - 1]! };
              }),
            },
          ]),
        ),
      }),
    },
    says: /views/,
  },
  "a publication at once that keeps for ever what was to go at its time": {
    fault: {
      decided(world, operation) {
        if (operation.kind !== "publish" || operation.due !== null) return world;
        const ids = new Set(operation.publish.map(({ documentId }) => documentId));
        const rows = [...world.rows].map(([id, row]) => [id, ids.has(id) ? { ...row, isToGo: false } : row] as const);
        return { ...world, rows: new Map(rows) };
      },
    },
    says: /edited .* isToGo/,
  },
  "a document that is taken off at its time, but for what was published of it since": {
    fault: {
      due: (world) => ({
        ...world,
        held: new Map(
          [...world.held].map(([key, { items, due }]) => {
            const isStill = (id: string) => world.rows.get(id)!.servedVersion === world.rows.get(id)!.version;
            return [key, { due, items: items.filter(({ copy, documentId }) => copy !== null || !isStill(documentId)) }];
          }),
        ),
      }),
    },
    says: /views/,
  },
  "a search that shows a document which is not published": {
    fault: {
      viewed: (views, { rows }, { words }) => ({
        ...views,
        found: Object.fromEntries(
          words.map((word) => {
            const ids = [...rows]
              .filter(([, row]) => row.copies[row.version - 1]!.title.endsWith(word))
              .map(([id]) => id);
            return [word, [...new Set([...views.found[word]!, ...ids])].toSorted()];
          }),
        ),
      }),
    },
    says: /views found/,
  },
  "a redirect that is missing after a document went to another path": {
    fault: { placed: (world) => withSite(world, { redirects: new Map() }) },
    says: /views pages .*\n\s*expected "redirect/,
  },
  "a redirect that is missing after a document was taken off and published elsewhere": {
    fault: { placed: (world) => withSite(world, { left: new Map() }) },
    says: /views pages .*\n\s*expected "redirect/,
  },
  "a rollback that leaves new documents visible": {
    fault: {
      decided(world, operation, { site }) {
        if (operation.kind !== "roll-back") return world;
        return withSite(world, { documents: new Map([...site.documents, ...world.site.documents]) });
      },
    },
    says: /views/,
  },
  "a page of the theme before": {
    fault: { viewed: (views) => ({ ...views, theme: "plain" }) },
    says: /views theme/,
  },
  "a publication that is made twice": {
    fault: {
      decided(world, operation) {
        const made = world.publications.find(({ key }) => key === operation.key);
        if (operation.kind !== "publish" || operation.due !== null || made === undefined) return world;
        return { ...world, publications: [...world.publications, { ...made, key: `${made.key} again` }] };
      },
    },
    says: /no order explains/,
  },
};

function withSite(world: World, change: Partial<World["site"]>): World {
  return { ...world, site: { ...world.site, ...change } };
}

type Item = World["publications"][number]["items"][number];
function withItems(world: World, key: string, change: (item: Item) => Item): World {
  const publications = world.publications.map((each) =>
    each.key === key ? { ...each, items: each.items.map(change) } : each,
  );
  return { ...world, publications };
}
