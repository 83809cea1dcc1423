import { contentRecordSchema, type ContentRecord } from "#domain/content/index.ts";
import { isShadowedPath } from "#domain/document/index.ts";
import { documentPassword } from "../records/password.ts";
import { lineOf, linesPiece, type Piece } from "../records/piece.ts";
import type { ConvertEffects, MediaOutcome, ReportLine } from "../types.ts";

type Of<Kind extends ContentRecord["kind"]> = Extract<ContentRecord, { kind: Kind }>;

/** What is done to a piece once its batch is made: none of it changes where batches end. */
export async function finishPiece(piece: Piece, { fetchMedia, atMs }: ConvertEffects): Promise<Piece> {
  const { record, fetch } = piece;
  switch (record?.kind) {
    case "media":
      return fetch === undefined ? piece : withBytes(piece, record, await fetchMedia(fetch));
    case "document":
      return heldBack(await withPassword(piece, record), atMs);
    case "redirect":
      return isShadowedPath(record.value.from) ? unseen(piece, record) : piece;
    default:
      return piece;
  }
}

async function withPassword(piece: Piece, record: Of<"document">): Promise<Piece> {
  const { password } = piece;
  if (password === undefined) return piece;
  const value = { ...record.value, password: await documentPassword(record.value.documentId, password) };
  return { ...piece, record: { kind: "document", value } };
}

/** What is dated later than the import is not shown before its time. */
function heldBack(piece: Piece, atMs: number): Piece {
  const { record } = piece;
  if (record?.kind !== "document") return piece;
  const { status, publishedAt, documentId } = record.value;
  if (status !== "published" || publishedAt === null || Date.parse(publishedAt) <= atMs) return piece;
  const detail = `its date ${publishedAt} is in the future: it is kept as scheduled, and not published before someone does that`;
  return {
    ...piece,
    record: { kind: "document", value: { ...record.value, status: "scheduled" } },
    lines: [...piece.lines, lineOf("changed", "document", documentId, placeOf(piece), detail)],
  };
}

/** Websites answer some paths by themselves, before any redirect. */
function unseen(piece: Piece, { value: { from } }: Of<"redirect">): Piece {
  const detail = `the website serves ${from} by itself: a redirect from there would never be seen`;
  return linesPiece(lineOf("left-out", "redirect", null, placeOf(piece) || from, detail));
}

function withBytes(piece: Piece, record: Of<"media">, outcome: MediaOutcome): Piece {
  const changed = (detail: string): ReportLine[] => [
    ...piece.lines,
    lineOf("changed", "media", record.value.mediaId, placeOf(piece), detail),
  ];
  if (!outcome.ok) {
    const unavailable = outcome.reason.slice(0, 500);
    return {
      ...piece,
      record: { kind: "media", value: { ...record.value, unavailable } },
      lines: changed(`its file was not fetched: ${unavailable}`),
    };
  }
  const { digest, bytes, contentType, width, height, variants } = outcome;
  const size = width === null || height === null ? {} : { width, height };
  const value = { ...record.value, digest, bytes, contentType, ...size, variants: [...variants], unavailable: null };
  const parsed = contentRecordSchema.safeParse({ kind: "media", value });
  if (parsed.success) return { ...piece, record: parsed.data };
  const issue = parsed.error.issues[0];
  const detail = `its file cannot be used: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`;
  return {
    ...piece,
    record: { kind: "media", value: { ...record.value, unavailable: detail.slice(0, 500) } },
    lines: changed(detail),
  };
}

function placeOf({ lines }: Piece): string {
  return lines[0]?.place ?? "";
}
