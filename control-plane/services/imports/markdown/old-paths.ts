import { lineOf, linesPiece, pieceOf, type Piece } from "../wxr/records/piece.ts";
import { normalPath } from "../wxr/site/paths.ts";
import { cut, oneLine } from "../wxr/site/text.ts";
import { listOf } from "./front-matter.ts";
import type { MarkdownDocument } from "./markdown-site.ts";

/** As Hugo and as Jekyll call them. */
export const oldPathNames = ["aliases", "redirect_from"] as const;
const oldPathsMax = 100;

/** Redirects from where a document was. @param known paths from which something leads on already: those of this document are added */
export function oldPathPieces({ name, documentId, front, item }: MarkdownDocument, known: Set<string>): Piece[] {
  const written = oldPathNames.flatMap((key) => listOf(front, key));
  const pieces: Piece[] = [];
  for (const address of written.slice(0, oldPathsMax)) {
    const from = address.startsWith("/") ? normalPath(address) : null;
    if (from === null || from === "/") {
      const detail = `${cut(oneLine(address), 100)} is no path from which it could be led on`;
      pieces.push(linesPiece(lineOf("left-out", "redirect", null, name, detail)));
    } else if (from !== item.path && !known.has(from)) {
      known.add(from);
      const to = { kind: "document" as const, documentId };
      pieces.push(pieceOf({ from, to }, { kind: "redirect", place: name, changes: [] }));
    }
  }
  return pieces;
}
