import type { Outline, OutlineEntry } from "#domain/contracts/index.ts";
import { excerptOf, textOf, type Document } from "#domain/document/index.ts";
import { childrenPrefix, typePrefix, under } from "../content/index.ts";
import type { ContentView } from "../pages/index.ts";
import { ReadingBudget } from "./reading-budget.ts";

const pagesMax = 200;
const postsMax = 50;
/** So deep pages are told of: content may hold pages that are their own ancestors. */
const depthMax = 5;
/** All texts together, in characters. */
const textLengthMax = 500_000;

/** What the website is about, for whoever reads a little of it: its pages in their order, and its newest posts. */
export function outlineOf(view: ContentView, withText: boolean): Outline {
  const budget = new ReadingBudget(view);
  let left = withText ? textLengthMax : 0;
  const entryOf = (document: Document): OutlineEntry => {
    const { path, title, description } = document;
    const text = left > 0 ? textOf(document.body).slice(0, left) : "";
    left -= text.length;
    return { path, title, description: description || excerptOf(document).text, text };
  };
  return { pages: pagesOf(view, budget).map(entryOf), posts: postsOf(view, budget).map(entryOf) };
}

function pagesOf(view: ContentView, budget: ReadingBudget): readonly Document[] {
  const pages: Document[] = [];
  const seen = new Set<string>();
  const add = (parentId: string | null, depth: number): void => {
    if (depth > depthMax) return;
    for (const id of view.slice(under(childrenPrefix(parentId)), { limit: pagesMax })) {
      if (seen.has(id)) continue;
      if (pages.length >= pagesMax || !budget.take(id)) return;
      seen.add(id);
      const page = view.published(id);
      if (page !== null && isOpen(page)) pages.push(page);
      add(id, depth + 1);
    }
  };
  add(null, 1);
  return pages;
}

function postsOf(view: ContentView, budget: ReadingBudget): readonly Document[] {
  const posts: Document[] = [];
  for (const id of view.slice(under(typePrefix("post")), { limit: 2 * postsMax, reverse: true })) {
    if (posts.length >= postsMax || !budget.take(id)) break;
    const post = view.published(id);
    if (post !== null && isOpen(post)) posts.push(post);
  }
  return posts;
}

/** What asks for a password, or is not to be found by search engines, is not told of. */
function isOpen({ password, seo }: Document): boolean {
  return password === null && !seo.noindex;
}
