import type { StrippedCharacters } from "../xml/read-wxr.ts";
import { termKey, type IndexedTerm, type SiteIndex } from "../site/site-index.ts";
import { lineOf, linesPiece, pieceOf, type Piece } from "./piece.ts";

/** What is said of the export as a whole. */
export function sitePiece(site: SiteIndex, stripped: StrippedCharacters): Piece {
  const place = `site "${site.title.slice(0, 80)}"`;
  const line = (outcome: "taken" | "changed" | "left-out", detail: string) =>
    lineOf(outcome, "site", null, place, detail);
  const lines = [
    line("taken", `an export of ${site.baseUrl}, language ${site.language || "not given"}, ${site.items.length} items`),
    line("left-out", "e-mail addresses of authors and commenters and commenters' IP addresses"),
  ];
  if (stripped.count > 0) {
    lines.push(
      line("changed", `${stripped.count} control characters were left out, the first in line ${stripped.line}`),
    );
  }
  return linesPiece(...lines);
}

export function authorPieces(site: SiteIndex): Piece[] {
  return site.authors.map(({ authorId, slug, path, name, place }) =>
    pieceOf({ authorId, slug, path, name }, { kind: "author", place, changes: [], taken: `an author, at ${path}` }),
  );
}

export function termPieces(site: SiteIndex): Piece[] {
  return site.terms.map((term) => {
    const { parentId, change } = parentOf(term, site);
    const { termId, taxonomy, slug, path, name, description, place } = term;
    return pieceOf(
      { termId, taxonomy, slug, path, name, description, parentId },
      { kind: "term", place, changes: change === null ? [] : [change], taken: `a term of ${taxonomy}, at ${path}` },
    );
  });
}

function parentOf(term: IndexedTerm, site: SiteIndex): { parentId: string | null; change: string | null } {
  if (term.parentSlug === "") return { parentId: null, change: null };
  const parent = site.termsByKey.get(termKey(term.taxonomy, term.parentSlug));
  if (parent === undefined) return { parentId: null, change: `its parent "${term.parentSlug}" is not in the export` };
  if (site.belowThemselves.has(term)) {
    return { parentId: null, change: "it is below itself; its parent was taken away" };
  }
  return { parentId: parent.termId, change: null };
}
