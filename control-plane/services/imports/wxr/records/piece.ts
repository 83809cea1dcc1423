import { contentRecordSchema, recordIdOf, type ContentRecord, type RecordKind } from "#domain/content/index.ts";
import type { MediaRequest, ReportLine } from "../types.ts";

/** What conversion makes, in a fixed order: a record with the lines about it, or lines alone. */
export interface Piece {
  readonly record: ContentRecord | null;
  readonly lines: readonly ReportLine[];
  /** Of a medium: fetched before its batch is given. */
  readonly fetch?: MediaRequest;
  /** Of a document: hashed before its batch is given. */
  readonly password?: string;
}

export function lineOf(
  outcome: ReportLine["outcome"],
  kind: ReportLine["kind"],
  id: string | null,
  place: string,
  detail: string,
): ReportLine {
  return { outcome, kind, id, place, detail };
}

export interface PieceDetails {
  readonly kind: RecordKind;
  readonly place: string;
  readonly changes: readonly string[];
  /** Said when it is taken; no line when left out. */
  readonly taken?: string;
}

/** A record as the domain wants it, or the line that says why it was left out. */
export function pieceOf(input: unknown, { kind, place, changes, taken }: PieceDetails): Piece {
  const parsed = contentRecordSchema.safeParse({ kind, value: input });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.slice(1, 8).join(".") ?? "";
    return {
      record: null,
      lines: [lineOf("left-out", kind, null, place, `it is not valid: ${where} ${issue?.message ?? ""}`)],
    };
  }
  const id = recordIdOf(parsed.data);
  const lines = changes.map((change) => lineOf("changed", kind, id, place, change));
  if (taken !== undefined) lines.unshift(lineOf("taken", kind, id, place, taken));
  return { record: parsed.data, lines };
}
