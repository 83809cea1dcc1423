import { documentBytesMax, type DocumentBody, type DocumentInput } from "#domain/document/index.ts";
import type { Notes } from "../wxr/body/notes.ts";
import { lineOf, linesPiece, type Piece } from "../wxr/records/piece.ts";
import { repairedPiece } from "../wxr/records/repair.ts";

/** A document with what was changed in it; left out, and said why, where it is not valid or too long. */
export function documentPieceOf(
  input: DocumentInput & { readonly body: DocumentBody },
  { place, notes }: { readonly place: string; readonly notes: Notes },
): Piece {
  const taken = `${input.type}, ${input.status ?? "published"}, at ${input.path}`;
  const piece = repairedPiece(input, { place, notes, taken });
  if (piece.bytes <= documentBytesMax) return piece;
  const detail = `as a document it has more than ${documentBytesMax} bytes`;
  return linesPiece(lineOf("left-out", "document", null, place, detail));
}
