import type { FeedData } from "#domain/contracts/index.ts";
import { mediaIdsOf } from "#domain/document/index.ts";
import type { ContentView } from "./content-view.ts";
import { authorList, postList, termList, type DocumentList } from "./lists.ts";
import { postsPathOf, type PageSettings } from "./page-settings.ts";

const itemsMax = 20;
/** Protected documents are passed over, but not for ever. */
const lookedAtMax = 60;

/** The newest documents of the list at a path, whole; null where no list with a feed is. The front's is all posts'. */
export function feedAt(view: ContentView, settings: PageSettings, path: string): FeedData | null {
  const list = listAt(view, settings, path);
  if (list === null) return null;
  const documents = view
    .slice(list.range, { limit: lookedAtMax, reverse: true })
    .map((id) => view.published(id)!)
    .filter(({ password }) => password === null)
    .slice(0, itemsMax);
  return {
    subject: list.subject,
    items: documents.map((document) => ({
      document,
      media: view.mediaById(mediaIdsOf(document)),
      terms: view.termsOf(document),
      authors: view.authorsOf(document),
    })),
  };
}

function listAt(view: ContentView, settings: PageSettings, path: string): DocumentList | null {
  if (path === "/" || path === postsPathOf(view, settings)) return postList(path, null);
  const holder = view.holderAt(path);
  if (holder?.kind === "term") return termList(view, holder.id);
  return holder?.kind === "author" ? authorList(view, holder.id) : null;
}
