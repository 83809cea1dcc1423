import { breather } from "../breather.ts";
import type { ReadPiece } from "../batches/batches.ts";
import type { SettledPath } from "../site/settle-paths.ts";
import type { IndexedItem, SiteIndex } from "../site/site-index.ts";
import type { ImportSource } from "../types.ts";
import type { XmlElement } from "../xml/element.ts";
import { readWxr, type StrippedCharacters } from "../xml/read-wxr.ts";
import { commentPieces } from "./comment-pieces.ts";
import { documentPiece } from "./document-piece.ts";
import { LeftOutTypes } from "./left-out-types.ts";
import { mediaPiece } from "./media-piece.ts";
import { menuEntriesMax, menuEntryOf, menuPieces, type MenuEntry } from "./menus.ts";
import { movedPieces } from "./moved-pieces.ts";
import { lineOf, linesPiece, type Piece } from "./piece.ts";
import { RedirectMaker } from "./redirect-pieces.ts";
import { authorPieces, sitePiece, termPieces } from "./site-pieces.ts";

export interface Reading {
  readonly source: ImportSource;
  readonly site: SiteIndex;
  readonly stripped: StrippedCharacters;
  readonly settled: readonly SettledPath[];
  readonly limits: { readonly itemCharsMax: number };
}

/** The second pass: authors, terms, then items in the file's order with their comments and redirects, then menus. */
export async function* readPieces({ source, site, stripped, settled, limits }: Reading): AsyncGenerator<ReadPiece> {
  const breath = breather();
  const redirects = new RedirectMaker(site, new Set(settled.map(({ path }) => path)));
  const moved = movedPieces(settled);
  const state: ItemState = { site, redirects, commentIds: new Map(), menuEntries: [], leftOut: new LeftOutTypes() };
  const head = [
    sitePiece(site, stripped),
    ...authorPieces(site),
    ...termPieces(site),
    ...redirects.ofAuthors(),
    ...redirects.ofTerms(),
    ...moved,
  ];
  for (const piece of head) yield { ...piece, itemsRead: 0 };
  let itemsRead = 0;
  for await (const { element, oversize } of readWxr(source, limits)) {
    if (element.name !== "item") continue;
    const item = site.items[itemsRead];
    itemsRead += 1;
    if (item === undefined) continue;
    for (const piece of itemPieces(element, item, oversize, state)) {
      await breath();
      yield { ...piece, itemsRead };
    }
  }
  const tail = [...menuPieces(state.menuEntries, site), state.leftOut.piece()];
  for (const piece of tail) yield { ...piece, itemsRead };
}

interface ItemState {
  readonly site: SiteIndex;
  readonly redirects: RedirectMaker;
  readonly commentIds: Map<string, number>;
  readonly menuEntries: MenuEntry[];
  readonly leftOut: LeftOutTypes;
}

function* itemPieces(
  element: XmlElement,
  item: IndexedItem,
  oversize: boolean,
  state: ItemState,
): Generator<Piece, void, void> {
  const { site, redirects, commentIds, menuEntries, leftOut } = state;
  if (oversize) return yield leftOutPiece(item, "it has more characters than an item may have");
  const repeated = site.itemsByOldId.get(item.oldId) === item ? [] : [repeatedPiece(item)];
  switch (item.role) {
    case "document": {
      const piece = documentPiece(element, item, site);
      if (piece.record === null) return yield piece;
      yield* [...repeated, piece];
      yield* commentPieces(element, item, site, commentIds);
      return yield* redirects.ofDocument(element, item);
    }
    case "media":
      return yield* [...repeated, mediaPiece(element, item), ...redirects.ofMedia(element, item)];
    case "menu-item":
      if (menuEntries.length < menuEntriesMax) menuEntries.push(menuEntryOf(element, item));
      return;
    case "left-out":
      if (item.type === "attachment") yield leftOutPiece(item, "it names no file on the web");
      else leftOut.add(item.type);
  }
}

function leftOutPiece(item: IndexedItem, detail: string): Piece {
  return linesPiece(lineOf("left-out", "item", null, item.place, detail));
}

function repeatedPiece(item: IndexedItem): Piece {
  const detail = `its id ${item.oldId} is another's too; it is kept as ${item.recordId}`;
  return linesPiece(lineOf("changed", "item", item.recordId, item.place, detail));
}
