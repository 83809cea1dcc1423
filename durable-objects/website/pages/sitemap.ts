import type { SitemapPart } from "#domain/contracts/index.ts";
import { authorPrefix, recordPrefix, sitemapPrefix, termPrefix, under, type KeyRange } from "../content/index.ts";
import type { ContentView } from "./content-view.ts";
import { postsPathOf, type PageSettings } from "./page-settings.ts";

/** How many paths a part covers; it may name fewer, since terms and authors without documents are left out. */
export const sitemapPartMax = 10_000;

type Entry = SitemapPart["entries"][number];

/** One after the other, cut into parts: documents by path, then terms, then authors. Documents are not read. */
export function sitemapPart(view: ContentView, settings: PageSettings, part: number): SitemapPart {
  const sections: readonly { readonly range: KeyRange; entryOf(key: string, value: string): Entry | null }[] = [
    {
      range: under(sitemapPrefix),
      entryOf: (key, value) => ({ path: key.slice(sitemapPrefix.length), updatedAt: value === "" ? null : value }),
    },
    { range: under(recordPrefix("term")), entryOf: (key) => termEntry(view, key.slice(recordPrefix("term").length)) },
    {
      range: under(recordPrefix("author")),
      entryOf: (key) => authorEntry(view, key.slice(recordPrefix("author").length)),
    },
  ];
  const entries: (Entry | null)[] = part === 1 ? [frontEntry(view, settings)] : [];
  let offset = (part - 1) * sitemapPartMax;
  let left = sitemapPartMax;
  let total = 0;
  for (const { range, entryOf } of sections) {
    const size = view.size(range);
    const here = view.entries(range, {
      offset: Math.max(0, offset),
      limit: Math.max(0, Math.min(left, size - offset)),
    });
    entries.push(...here.map(([key, value]) => entryOf(key, value)));
    left -= here.length;
    offset = Math.max(0, offset - size);
    total += size;
  }
  return {
    entries: entries.filter((entry) => entry !== null),
    parts: Math.max(1, Math.ceil(total / sitemapPartMax)),
  };
}

/** The list of posts, where no document stands for its path. */
function frontEntry(view: ContentView, settings: PageSettings): Entry | null {
  const path = postsPathOf(view, settings);
  return path === null || view.documentAt(path) !== null ? null : { path, updatedAt: null };
}

function termEntry(view: ContentView, termId: string): Entry | null {
  if (view.size(under(termPrefix(termId))) === 0) return null;
  return { path: view.find("term", termId)!.path, updatedAt: null };
}

function authorEntry(view: ContentView, authorId: string): Entry | null {
  if (view.size(under(authorPrefix(authorId))) === 0) return null;
  return { path: view.find("author", authorId)!.path, updatedAt: null };
}
