import type { ContentRecord, RecordRef, Redirect } from "#domain/content/index.ts";
import { canonicalJson, type Digest } from "#domain/digest/index.ts";
import { ok, type Failure, type Result } from "#domain/errors/index.ts";
import { holderOf, pathOfRecord, refOf, type EditFailure, type RecordEdits } from "../content/index.ts";
import type { WebsiteContent } from "../website-content.ts";

/** Roots of the content that visitors get: that of the active release and, in a rollout, that of its candidate. */
export interface Sides {
  readonly active: Digest;
  readonly candidate: Digest | null;
}

/** What is to be published, by the id of the publication. */
export interface ToPublish extends RecordEdits {
  readonly publicationId: string;
}

export interface EditedSides extends Sides {
  /** Why some are in neither side, by publication. */
  readonly refused: ReadonlyMap<string, Refusal>;
}
export interface Refusal {
  readonly ok: false;
  readonly failure: Failure<EditFailure>;
}

/**
 * Both sides with all the publications in them, as one edit, of which the last publication of a record counts. Where that does not
 * go they are applied one after the other, and those that fit only one side or none are left out: nobody's mistake keeps back
 * what others have scheduled.
 */
export function editSides(content: WebsiteContent, sides: Sides, publications: readonly ToPublish[]): EditedSides {
  const together = editBoth(content, sides, joined(publications));
  if (together.ok) return { ...together.value, refused: new Map() };
  const [only, ...others] = publications;
  if (others.length === 0) return { ...sides, refused: new Map([[only!.publicationId, together]]) };
  const refused = new Map<string, Refusal>();
  let edited = sides;
  for (const publication of publications) {
    const next = editBoth(content, edited, publication);
    if (next.ok) edited = next.value;
    else refused.set(publication.publicationId, next);
  }
  return { ...edited, refused };
}

function editBoth(content: WebsiteContent, sides: Sides, edits: RecordEdits): Result<Sides, EditFailure> {
  const active = editOne(content, sides.active, edits);
  if (!active.ok) return active;
  if (sides.candidate === null) return ok({ active: active.value, candidate: null });
  const candidate = editOne(content, sides.candidate, edits);
  return candidate.ok ? ok({ active: active.value, candidate: candidate.value }) : candidate;
}

function editOne(content: WebsiteContent, root: Digest, edits: RecordEdits): Result<Digest, EditFailure> {
  // What is not there is gone already.
  const present = edits.delete.filter((ref) => content.record(root, ref) !== null);
  return content.editRecords(root, withRedirects(content, root, { put: edits.put, delete: present }));
}

/**
 * Whoever comes to the old path of a document, a term or an author that moves is sent on to it, unless the publication says otherwise.
 * A redirect from its new path to itself, left by an earlier move, goes.
 */
function withRedirects(content: WebsiteContent, root: Digest, edits: RecordEdits): RecordEdits {
  const named = new Set([...edits.delete, ...edits.put.map(refOf)].map(holderOf));
  const taken = new Set(edits.put.map(pathOfRecord));
  const put: ContentRecord[] = [];
  const gone: RecordRef[] = [];
  const isOpen = (redirect: RecordRef) => !named.has(holderOf(redirect));
  for (const record of edits.put) {
    const [path, to] = [pathOfRecord(record), targetOf(record)];
    if (to === null || path === null) continue;
    const before = content.record(root, refOf(record));
    const from = before === null ? null : pathOfRecord(before);
    if (from !== null && from !== path && !taken.has(from) && isOpen({ kind: "redirect", id: from })) {
      put.push({ kind: "redirect", value: { from, to, permanent: true } });
    }
    const here = content.record(root, { kind: "redirect", id: path });
    const leadsHere = here?.kind === "redirect" && canonicalJson(here.value.to) === canonicalJson(to);
    if (leadsHere && isOpen({ kind: "redirect", id: path })) gone.push({ kind: "redirect", id: path });
  }
  return { put: [...edits.put, ...put], delete: [...edits.delete, ...gone] };
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

function joined(publications: readonly ToPublish[]): RecordEdits {
  const last = new Map<string, { readonly put: ContentRecord } | { readonly delete: RecordRef }>();
  for (const publication of publications) {
    for (const ref of publication.delete) last.set(holderOf(ref), { delete: ref });
    for (const record of publication.put) last.set(holderOf(refOf(record)), { put: record });
  }
  const edits = [...last.values()];
  return {
    put: edits.flatMap((edit) => ("put" in edit ? [edit.put] : [])),
    delete: edits.flatMap((edit) => ("delete" in edit ? [edit.delete] : [])),
  };
}
