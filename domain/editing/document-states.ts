import { z } from "zod";
import type { TenantPermission } from "#domain/access/index.ts";

/** What each state means to whoever edits it. Being in the trash is beside the state, and undone to it. */
export const documentStates = {
  draft: "It is being written, and was never published.",
  "in-review": "It waits for somebody who publishes it, or gives it back.",
  scheduled: "It is placed in the website, which publishes it by itself at its time.",
  published: "Visitors get it; a working copy newer than what they get is a change not yet published.",
  unpublished: "Visitors got it once, and get it no longer.",
  archived: "It is put away: neither shown nor edited until it is taken out again.",
} as const;

export type DocumentState = keyof typeof documentStates;
export const documentStateSchema = z.enum(Object.keys(documentStates) as [DocumentState, ...DocumentState[]]);

/** What may wait for its time of a document, one of each: that it is published, and that it is taken off again. */
export const scheduledKinds = ["publication", "unpublishing"] as const;
export type ScheduledKind = (typeof scheduledKinds)[number];

/** One thing that is done to a document as a whole: who may, and where it leads from each state in which it can be done. */
export interface DocumentTransition {
  readonly permission: TenantPermission;
  readonly from: Readonly<Partial<Record<DocumentState, DocumentState>>>;
  /** What waits for its time and is not done any more; the rest stays. */
  readonly replaces?: readonly ScheduledKind[];
}

/** Saving, comparing and restoring versions change no state. */
export const documentTransitions = {
  submit: { permission: "content:write", from: { draft: "in-review", unpublished: "in-review" } },
  /** Gives back what waits for a review. */
  withdraw: { permission: "content:write", from: { "in-review": "draft" } },
  /** When it goes again stays as it was set: who corrects a page does not mean to keep it for ever. */
  publish: {
    permission: "content:publish",
    replaces: ["publication"],
    from: {
      draft: "published",
      "in-review": "published",
      scheduled: "published",
      published: "published",
      unpublished: "published",
    },
  },
  /** What visitors get stays until then: of something published, only the change waits. */
  schedule: {
    permission: "content:publish",
    replaces: ["publication"],
    from: {
      draft: "scheduled",
      "in-review": "scheduled",
      scheduled: "scheduled",
      unpublished: "scheduled",
      published: "published",
    },
  },
  cancel: { permission: "content:publish", from: { scheduled: "draft", published: "published" } },
  unpublish: {
    permission: "content:publish",
    replaces: ["publication", "unpublishing"],
    from: { published: "unpublished" },
  },
  /** Sets when it goes, of what is shown or is going to be: until then nothing changes. */
  expire: {
    permission: "content:publish",
    replaces: ["unpublishing"],
    from: { published: "published", scheduled: "scheduled" },
  },
  archive: {
    permission: "content:publish",
    replaces: ["publication", "unpublishing"],
    from: { draft: "archived", "in-review": "archived", published: "archived", unpublished: "archived" },
  },
  unarchive: { permission: "content:publish", from: { archived: "draft" } },
} as const satisfies Record<string, DocumentTransition>;
export type DocumentTransitionName = keyof typeof documentTransitions;

/** The state that this leads to; null where it cannot be done. */
export function stateAfter(state: DocumentState, name: DocumentTransitionName): DocumentState | null {
  const { from }: DocumentTransition = documentTransitions[name];
  return from[state] ?? null;
}

/** Whether its working copy may be changed. */
export function isEditable(state: DocumentState, isTrashed: boolean): boolean {
  return !isTrashed && state !== "archived";
}
