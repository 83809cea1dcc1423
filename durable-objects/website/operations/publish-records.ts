import { randomUUID } from "node:crypto";
import type { PlacedPublication, PlacementFailure, PublishFailure, PublishInput } from "#domain/contracts/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Change } from "#domain/release/index.ts";
import { pathOfRecord } from "../content/index.ts";
import type { WebsiteContext } from "../website-context.ts";
import type { WebsiteRecord } from "../website-store.ts";
import { editSides, type EditedSides, type Refusal, type Sides, type ToPublish } from "./edit-sides.ts";
import { contentMoved, placeRelease } from "./place-release.ts";

/**
 * Publishes at once. Idempotent by the publication's id: before the flip nothing of it is published, and from then on the id is
 * answered with what was done. Fails with `invalid-record` where a record is not valid, or its path another's.
 */
export async function publishRecords(
  context: WebsiteContext,
  { publicationId, put, delete: deletions, message }: PublishInput,
): Promise<Result<PlacedPublication, PublishFailure>> {
  const before = endedPublication(context, publicationId);
  if (before !== null) return ok(before);
  const { placed, refused } = await placePublications(
    context,
    // Taken back meanwhile, it stays so.
    () => (endedPublication(context, publicationId) === null ? [{ publicationId, put, delete: deletions }] : []),
    message,
  );
  const ended = endedPublication(context, publicationId);
  if (ended !== null) return ok(ended);
  const refusal = refused.get(publicationId);
  if (refusal !== undefined) return refusal;
  if (placed.ok) throw new Error(`the deployment ${publicationId} is there, and its publication is not`);
  return placed;
}

export interface PlacedPublications {
  readonly placed: Result<Deployment, PlacementFailure>;
  /** Those that are not part of it, or of which there is none, because they fit nowhere. */
  readonly refused: ReadonlyMap<string, Refusal>;
}

/**
 * Places publications as one change. What they make of the content is worked out before the leases are waited for, and again in
 * the transaction that flips if the content has moved meanwhile.
 *
 * @param read what there is to publish: read again in that transaction, as some may have been taken back
 */
export async function placePublications(
  context: WebsiteContext,
  read: () => readonly ToPublish[],
  message: string,
): Promise<PlacedPublications> {
  const edited = editor(context);
  const [first, ...others] = read();
  let publications: readonly ToPublish[] = [];
  let refused: ReadonlyMap<string, Refusal> = new Map();
  const placed = await placeRelease(context, {
    deploymentId: first !== undefined && others.length === 0 ? first.publicationId : randomUUID(),
    kind: "publication",
    changeId: null,
    undoes: null,
    message,
    plan(active) {
      publications = read();
      const sides = sidesOf(context, active);
      const next = edited(sides, publications);
      ({ refused } = next);
      if (publications.length === refused.size) return nothingLeft;
      const change = contentChange(sides.active, next.active);
      // Kept with their contents until they are placed.
      const changeId = context.releases.putChange(change, context.now());
      if (sides.candidate === null || next.candidate === null) return ok({ changeId, change });
      const candidateChange = contentChange(sides.candidate, next.candidate);
      context.releases.putChange(candidateChange, context.now());
      return ok({ changeId, change, candidateChange });
    },
    placed: ({ deploymentId, previousReleaseId }) => {
      for (const publication of publications) {
        const { publicationId } = publication;
        if (refused.has(publicationId)) continue;
        // There is one: a website is made with its first.
        noteLeftPaths(context, publication, previousReleaseId!);
        context.publications.conclude(publicationId, { state: "placed", deploymentId }, context.now());
      }
      // Also where they leave the content as it was: the tenant waits to be told how they ended.
      context.alarms.schedule(contentMoved, context.now());
    },
  });
  return { placed, refused };
}

/** What is taken off may be shown elsewhere one day. */
function noteLeftPaths({ releases, content, leftPaths }: WebsiteContext, edits: ToPublish, releaseId: string): void {
  const root = releases.leavesOf(releaseId)!.content;
  for (const ref of edits.delete) {
    const before = ref.kind === "document" ? content.record(root, ref) : null;
    const path = before === null ? null : pathOfRecord(before);
    if (path !== null) leftPaths.note(ref.id, path);
  }
}

/** Edits the same publications into the same contents once. */
function editor(context: WebsiteContext): (sides: Sides, publications: readonly ToPublish[]) => EditedSides {
  let last: { readonly of: string; readonly edited: EditedSides } | null = null;
  return (sides, publications) => {
    const of = [sides.active, sides.candidate, ...publications.map(({ publicationId }) => publicationId)].join();
    if (last?.of !== of) last = { of, edited: editSides(context, sides, publications) };
    return last.edited;
  };
}

function sidesOf({ releases }: WebsiteContext, { activeReleaseId, candidate }: WebsiteRecord): Sides {
  return {
    active: releases.leavesOf(activeReleaseId)!.content,
    candidate: candidate === null ? null : releases.leavesOf(candidate.releaseId)!.content,
  };
}

function contentChange(from: Digest, to: Digest): Change {
  return { format: 1, replaces: from === to ? {} : { content: { from, to } } };
}

function endedPublication(context: WebsiteContext, publicationId: string): PlacedPublication | null {
  const found = context.publications.find(publicationId);
  return found === null || found.state === "scheduled" ? null : found;
}

const nothingLeft = fail("change-conflict", "Nothing is left to be published.");
