import type { DocumentState } from "#domain/editing/index.ts";

/** A document as the tables have it, as far as it matters for what is served of it. */
export interface EditedStanding {
  readonly state: DocumentState;
  readonly version: number;
  readonly servedVersion: number | null;
  readonly isTrashed: boolean;
  /** Whether somebody has written what visitors do not get. */
  readonly hasEdits: boolean;
  /** Whether what is edited came from the website, and nobody has written in it, nor decided when visitors are to get it. */
  readonly isTakenOver: boolean;
  /** Whether a publication of it is still on its way: then where it stands is that one's to change. */
  readonly isPending: boolean;
}

/** The same document as the website has it. */
export interface ServedStanding {
  /** Whether visitors get it; else the website only keeps it, as imports bring drafts. */
  readonly isServed: boolean;
  /** The version in the tables that has this content; null when none has. */
  readonly version: number | null;
}

/** What is to be done to the tables so that they tell what is served, and nobody's work is lost. */
export type TakeOver =
  /** They tell it already. */
  | { readonly kind: "nothing" }
  /** Which version visitors get is noted, and where the document stands. */
  | { readonly kind: "note"; readonly version: number | null; readonly state: DocumentState; readonly untrash: boolean }
  /** What is served becomes the next version, and what is edited from now on. */
  | { readonly kind: "take"; readonly state: DocumentState; readonly untrash: boolean }
  /** What is served becomes a version, and what somebody has written the one after it. */
  | { readonly kind: "take-below"; readonly state: DocumentState; readonly untrash: boolean };

/** @param served null for a document that the website does not have, or no longer has */
export function takeOver(edited: EditedStanding, served: ServedStanding | null): TakeOver {
  const { state, isPending } = edited;
  if (served === null || !served.isServed) {
    if (served !== null && served.version === null && !edited.hasEdits && edited.servedVersion === null) {
      return { kind: "take", state, untrash: false };
    }
    if (edited.servedVersion === null) return { kind: "nothing" };
    return {
      kind: "note",
      version: null,
      state: isPending || state !== "published" ? state : "unpublished",
      untrash: false,
    };
  }
  const shown: DocumentState = isPending ? state : "published";
  const untrash = edited.isTrashed && !isPending;
  if (served.version === null) return { kind: edited.hasEdits ? "take-below" : "take", state: shown, untrash };
  if (served.version === edited.servedVersion && shown === state && !untrash) return { kind: "nothing" };
  // Nobody wrote what an import brought that is undone now: the working copy goes with it.
  if (edited.isTakenOver && !edited.hasEdits && !isPending && served.version !== edited.version) {
    return { kind: "take", state: shown, untrash };
  }
  return { kind: "note", version: served.version, state: shown, untrash };
}

/** Where a document stands that only the website has: imports bring some that visitors do not get. */
export function stateOfServed(
  status: "published" | "draft" | "review" | "scheduled" | "private" | "trashed",
): DocumentState {
  if (status === "published") return "published";
  return status === "review" ? "in-review" : "draft";
}
