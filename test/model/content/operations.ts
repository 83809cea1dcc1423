import type { Copy, CopyChanges } from "./copy.ts";
import type { Site } from "./site.ts";

/** A document in the version that its editor has read. */
export interface Ref {
  readonly documentId: string;
  readonly version: number;
}

export const transitions = ["submit", "withdraw", "archive", "unarchive", "trash", "untrash"] as const;
export type Transition = (typeof transitions)[number];

/** When something is published by itself, in milliseconds since the epoch; 0 for the next second. */
export type Due = number;

/** What one editor asks for. The key names it in all that follows from it. */
export type Operation = { readonly key: string } & (
  | { readonly kind: "create"; readonly documentId: string; readonly copy: Copy }
  | { readonly kind: "save"; readonly of: Ref; readonly changes: CopyChanges }
  | { readonly kind: "restore-version"; readonly of: Ref; readonly version: number }
  | { readonly kind: "transition"; readonly of: Ref; readonly transition: Transition }
  | {
      readonly kind: "publish";
      readonly publish: readonly Ref[];
      readonly unpublish: readonly Ref[];
      /** Null for at once. */
      readonly due: Due | null;
    }
  | { readonly kind: "cancel"; readonly publication: string }
  | { readonly kind: "reschedule"; readonly publication: string; readonly due: Due }
  /** Undoes the deployment of this key. */
  | { readonly kind: "roll-back"; readonly deployment: string }
  /** Deploys a change that was made of one site to be another: another theme, or an older release whole. */
  | { readonly kind: "deploy"; readonly from: Site; readonly to: Site; readonly restores: string | null }
);
export type OperationKind = Operation["kind"];

/** What the editor was answered, as far as the model foretells it. */
export interface Answer {
  /** `ok`, or the code of the failure. */
  readonly code: string;
  /** Of the document, or of those that are published, by id. */
  readonly version?: number | undefined;
  readonly versions?: Readonly<Record<string, number>> | undefined;
  /** Of the document, or of the publication. */
  readonly state?: string | undefined;
}

/** The key of a publication that follows from an operation, and whose id nobody is told. */
export function untoldKey(key: string): string {
  return `${key} untold`;
}

export function isUntold(key: string): boolean {
  return key.endsWith(" untold");
}
