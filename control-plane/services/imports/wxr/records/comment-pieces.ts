import { commentSchema } from "#domain/content/index.ts";
import { convertBody } from "../body/convert-body.ts";
import { Notes } from "../body/notes.ts";
import { webUrl } from "../site/paths.ts";
import type { IndexedItem, SiteIndex } from "../site/site-index.ts";
import { ownIdOf } from "../site/index-item.ts";
import { ringMembers } from "../site/rings.ts";
import { cut, oneLine, plainText } from "../site/text.ts";
import { childrenOf, textOf, type XmlElement } from "../xml/element.ts";
import { dateOf } from "./dates.ts";
import { lineOf, linesPiece, pieceOf, type Piece } from "./piece.ts";

const contentCharsMax = 200_000;
type Status = "approved" | "pending" | "spam" | "trashed";

const statuses: Readonly<Record<string, Status>> = {
  "1": "approved",
  approve: "approved",
  approved: "approved",
  "0": "pending",
  hold: "pending",
  spam: "spam",
  trash: "trashed",
  "post-trashed": "trashed",
};

/** Kept by shops among the comments, and nobody else's to see. */
const privateTypes = new Set(["order_note", "action_log", "webhook_delivery"]);

/** The comments of a document. Addresses of people and machines stay behind. @param used ids met so far, with how often */
export function* commentPieces(
  element: XmlElement,
  item: IndexedItem,
  site: SiteIndex,
  used: Map<string, number>,
): Generator<Piece> {
  const elements = childrenOf(element, "wp:comment");
  const ids = new Map<string, string>();
  const parents = new Map<string, string>();
  for (const comment of elements) {
    const oldId = textOf(comment, "wp:comment_id");
    if (!/^\d{1,18}$/.test(oldId) || ids.has(oldId)) continue;
    const met = (used.get(oldId) ?? 0) + 1;
    used.set(oldId, met);
    ids.set(oldId, ownIdOf(comment, used) ?? site.ids.ofComment(met === 1 ? oldId : `${oldId}-${met}`));
    parents.set(oldId, textOf(comment, "wp:comment_parent"));
  }
  const rings = ringMembers(ids.keys(), (oldId) => parents.get(oldId));
  const done = new Set<string>();
  for (const comment of elements) {
    const oldId = textOf(comment, "wp:comment_id");
    const commentId = ids.get(oldId);
    const place = `comment ${cut(oldId, 20)} on ${item.place}`;
    if (commentId === undefined || done.has(oldId)) {
      yield linesPiece(lineOf("left-out", "comment", null, place, "its id is missing or another's too"));
      continue;
    }
    done.add(oldId);
    const parent = parents.get(oldId) ?? "";
    const parentId = parent === "" || parent === "0" ? null : rings.has(oldId) ? undefined : ids.get(parent);
    yield commentPiece(comment, { commentId, place, parentId }, item, site);
  }
}

interface CommentIdentity {
  readonly commentId: string;
  readonly place: string;
  /** Of what it answers; null for nothing, undefined where that is missing or the comment itself. */
  readonly parentId: string | null | undefined;
}

function commentPiece(
  element: XmlElement,
  { commentId, place, parentId }: CommentIdentity,
  item: IndexedItem,
  site: SiteIndex,
): Piece {
  const writtenType = textOf(element, "wp:comment_type");
  const source = textOf(element, "wp:comment_content");
  if (privateTypes.has(writtenType) || source.length > contentCharsMax) {
    const detail = privateTypes.has(writtenType) ? `it is of the internal type ${writtenType}` : "it is too long";
    return linesPiece(lineOf("left-out", "comment", null, place, detail));
  }
  const notes = new Notes();
  if (parentId === undefined) notes.add("what it answers is missing or itself; it stands by itself");
  const { instant, change } = dateOf({
    gmt: textOf(element, "wp:comment_date_gmt"),
    local: textOf(element, "wp:comment_date"),
  });
  if (change !== null) notes.add(change);
  const url = webUrl(textOf(element, "wp:comment_author_url"))?.href ?? null;
  const author = site.authorsByOldId.get(textOf(element, "wp:comment_user_id"));
  const input = {
    commentId,
    documentId: item.recordId,
    parentId: parentId ?? null,
    type: writtenType === "pingback" || writtenType === "trackback" ? writtenType : "comment",
    status: statusOf(textOf(element, "wp:comment_approved"), notes),
    authorName: cut(oneLine(plainText(textOf(element, "wp:comment_author"))), 200),
    authorUrl: url !== null && url.length <= 2_048 ? url : null,
    authorId: author?.authorId ?? null,
    createdAt: instant ?? "1970-01-01T00:00:00Z",
    body: convertBody({ source, site, item, address: `${site.baseUrl}${item.oldPath ?? ""}/`, notes, isComment: true }),
  };
  const body = commentSchema.safeParse(input).success ? input.body : textBody(source);
  const taken = `by ${input.authorName || "nobody named"}, ${input.status}`;
  return pieceOf({ ...input, body }, { kind: "comment", place, changes: notes.all(), taken });
}

function textBody(source: string) {
  const text = cut(plainText(source).replace(/[^\P{C}\n]/gu, ""), contentCharsMax);
  return {
    type: "doc" as const,
    content: text === "" ? [] : [{ type: "paragraph" as const, content: [{ type: "text" as const, text }] }],
  };
}

function statusOf(written: string, notes: Notes): Status {
  if (Object.hasOwn(statuses, written)) return statuses[written]!;
  notes.add(`its status "${written.slice(0, 20)}" is not known; it waits for approval`);
  return "pending";
}
