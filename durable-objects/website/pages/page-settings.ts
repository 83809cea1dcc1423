import type { Configuration } from "#domain/release/index.ts";
import type { ContentView } from "./content-view.ts";

/** What decides which pages there are, besides the content. */
export type PageSettings = Pick<Configuration, "frontPage" | "language" | "postsPath" | "postsPerPage" | "timeZone">;

export const searchPath = "/search";

/** Where posts are listed: at the front, unless a document is to be there and is; null for nowhere. */
export function postsPathOf(view: ContentView, { frontPage, postsPath }: PageSettings): string | null {
  return frontPage === "posts" || view.documentAt("/") === null ? "/" : postsPath;
}
