import { isShadowedPath } from "#domain/document/index.ts";
import type { SettledPath } from "../site/settle-paths.ts";
import { lineOf, linesPiece, type Piece } from "./piece.ts";

/** A line for each path that another has, or that the website serves by itself. */
export function movedPieces(settled: readonly SettledPath[]): Piece[] {
  const moved = settled.filter(({ claim, path }) => path !== claim.wanted);
  return moved.map(({ claim: { kind, id, place, wanted }, path }) => {
    const why = isShadowedPath(wanted) ? `the website serves ${wanted} by itself` : `the path ${wanted} is another's`;
    return linesPiece(lineOf("changed", kind, id, place, `${why}; it is at ${path}`));
  });
}
