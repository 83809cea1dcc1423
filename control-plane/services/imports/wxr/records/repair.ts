import { contentRecordSchema } from "#domain/content/index.ts";
import { bodyLimits, cleanText, type BlockNode, type DocumentBody } from "#domain/document/index.ts";
import type { Notes } from "../body/notes.ts";
import { cut } from "../site/text.ts";
import { pieceOf, type Piece } from "./piece.ts";

const repairsMax = 20;

interface WithBody {
  readonly body: DocumentBody;
}

export interface RepairDetails {
  readonly place: string;
  readonly notes: Notes;
  readonly taken: string;
}

/** A document; blocks of its body that the domain refuses become their text. */
export function repairedPiece(input: WithBody, { place, notes, taken }: RepairDetails): Piece {
  let body = input.body;
  for (let repairs = 0; repairs < repairsMax; repairs += 1) {
    const parsed = contentRecordSchema.safeParse({ kind: "document", value: { ...input, body } });
    if (parsed.success) break;
    const [, part, , position] = parsed.error.issues[0]?.path ?? [];
    const block = part === "body" && typeof position === "number" ? body.content[position] : undefined;
    if (block === undefined) break;
    notes.add(`a ${block.type} that could not be kept became text: ${parsed.error.issues[0]?.message ?? ""}`);
    body = { type: "doc", content: body.content.with(position as number, textOfBlock(block)) };
  }
  return pieceOf({ ...input, body }, { kind: "document", place, changes: notes.all(), taken });
}

function textOfBlock(block: BlockNode): BlockNode {
  const parts: string[] = [];
  const open: unknown[] = [block];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("text" in node && typeof node.text === "string") parts.push(node.text);
    if ("content" in node && Array.isArray(node.content)) open.push(...node.content.toReversed());
  }
  const text = cut(cleanText(parts.join(" ")), bodyLimits.textLength);
  return text === "" ? { type: "paragraph" } : { type: "paragraph", content: [{ type: "text", text }] };
}
