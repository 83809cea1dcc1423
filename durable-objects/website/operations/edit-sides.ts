import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok, type Failure, type Result } from "#domain/errors/index.ts";
import { holderOf, refOf, type EditFailure, type RecordEdits } from "../content/index.ts";
import { withRedirects, type EditedSite } from "./with-redirects.ts";

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
export function editSides(site: EditedSite, sides: Sides, publications: readonly ToPublish[]): EditedSides {
  const together = editBoth(site, sides, joined(publications));
  if (together.ok) return { ...together.value, refused: new Map() };
  const [only, ...others] = publications;
  if (others.length === 0) return { ...sides, refused: new Map([[only!.publicationId, together]]) };
  const refused = new Map<string, Refusal>();
  let edited = sides;
  for (const publication of publications) {
    const next = editBoth(site, edited, publication);
    if (next.ok) edited = next.value;
    else refused.set(publication.publicationId, next);
  }
  return { ...edited, refused };
}

function editBoth(site: EditedSite, sides: Sides, edits: RecordEdits): Result<Sides, EditFailure> {
  const active = editOne(site, sides.active, edits);
  if (!active.ok) return active;
  if (sides.candidate === null) return ok({ active: active.value, candidate: null });
  const candidate = editOne(site, sides.candidate, edits);
  return candidate.ok ? ok({ active: active.value, candidate: candidate.value }) : candidate;
}

function editOne(site: EditedSite, root: Digest, edits: RecordEdits): Result<Digest, EditFailure> {
  const { content } = site;
  // What is not there is gone already.
  const present = edits.delete.filter((ref) => content.record(root, ref) !== null);
  return content.editRecords(root, withRedirects(site, root, { put: edits.put, delete: present }));
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
