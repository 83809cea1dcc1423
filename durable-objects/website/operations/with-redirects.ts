import type { ContentRecord, RecordRef, Redirect } from "#domain/content/index.ts";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { holderOf, pathOfRecord, refOf, type RecordEdits } from "../content/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** What edits are made of, beside themselves. */
export type EditedSite = Pick<WebsiteContext, "content" | "leftPaths">;

/**
 * Whoever comes to the old path of a document, a term or an author that moves is sent on to it, unless the publication says otherwise;
 * so is whoever comes to where a document was until it was taken off, unless something else came there since. A redirect from its new
 * path to itself, left by an earlier move, goes.
 */
export function withRedirects(site: EditedSite, root: Digest, edits: RecordEdits): RecordEdits {
  const { content } = site;
  const named = new Set([...edits.delete, ...edits.put.map(refOf)].map(holderOf));
  const taken = new Set(edits.put.map(pathOfRecord));
  const put: ContentRecord[] = [];
  const gone: RecordRef[] = [];
  const isOpen = (redirect: RecordRef) => !named.has(holderOf(redirect));
  for (const record of edits.put) {
    const [path, to] = [pathOfRecord(record), targetOf(record)];
    if (to === null || path === null) continue;
    const from = pathBefore(site, root, record);
    if (from !== null && from !== path && !taken.has(from) && isOpen({ kind: "redirect", id: from })) {
      put.push({ kind: "redirect", value: { from, to, permanent: true } });
    }
    const here = content.record(root, { kind: "redirect", id: path });
    const leadsHere = here?.kind === "redirect" && canonicalJson(here.value.to) === canonicalJson(to);
    if (leadsHere && isOpen({ kind: "redirect", id: path })) gone.push({ kind: "redirect", id: path });
  }
  return { put: [...edits.put, ...put], delete: [...edits.delete, ...gone] };
}

/** Where visitors find a record, or found it last if nothing else is there by now; null for nowhere. */
function pathBefore({ content, leftPaths }: EditedSite, root: Digest, record: ContentRecord): string | null {
  const before = content.record(root, refOf(record));
  const shown = before === null ? null : pathOfRecord(before);
  if (shown !== null || record.kind !== "document") return shown;
  const left = leftPaths.find(record.value.documentId);
  if (left === null || content.isHeld(root, left)) return null;
  return content.record(root, { kind: "redirect", id: left }) === null ? left : null;
}

/** What redirects to it name; null for what they do not lead to by itself. */
function targetOf(record: ContentRecord): Redirect["to"] | null {
  switch (record.kind) {
    case "document":
      return { kind: "document", documentId: record.value.documentId };
    case "term":
      return { kind: "term", termId: record.value.termId };
    case "author":
      return { kind: "author", authorId: record.value.authorId };
    default:
      return null;
  }
}
