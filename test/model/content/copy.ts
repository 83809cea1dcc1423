/** A document's content as far as the model tells documents apart. Two copies are the same if all of it is. */
export interface Copy {
  readonly type: "page" | "post";
  readonly path: string;
  /** Ends with a word that no other copy has. */
  readonly title: string;
  /** The one paragraph of its body. */
  readonly text: string;
  readonly terms: readonly string[];
  /** Given to posts as they are made, so that their order is known; ISO 8601 in UTC. */
  readonly publishedAt: string | null;
  /** By which operation it was last changed for visitors who knew it already; null: never. */
  readonly stamp: string | null;
}

export type CopyChanges = Partial<Pick<Copy, "title" | "text" | "terms" | "path">>;

export function isSameCopy(one: Copy, other: Copy): boolean {
  return keyOfCopy(one) === keyOfCopy(other);
}

export function keyOfCopy({ type, path, title, text, terms, publishedAt, stamp }: Copy): string {
  return JSON.stringify([type, path, title, text, terms, publishedAt, stamp]);
}

/** The changes of both, by field; null where both changed one differently. Terms are a set. */
export function mergeCopies(base: Copy, theirs: Copy, yours: Copy): Copy | null {
  const title = mergeWhole(base.title, theirs.title, yours.title);
  const text = mergeWhole(base.text, theirs.text, yours.text);
  const path = mergeWhole(base.path, theirs.path, yours.path);
  if (title === null || text === null || path === null) return null;
  return { ...theirs, title, text, path, terms: mergeTerms(base.terms, theirs.terms, yours.terms) };
}

function mergeWhole(base: string, theirs: string, yours: string): string | null {
  if (yours === base || yours === theirs) return theirs;
  return theirs === base ? yours : null;
}

/** A list that only one changed is as they have it, in their order. */
function mergeTerms(base: readonly string[], theirs: readonly string[], yours: readonly string[]): readonly string[] {
  const isSame = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
  if (isSame(yours, base)) return theirs;
  if (isSame(theirs, base)) return yours;
  const kept = theirs.filter((id) => yours.includes(id) || !base.includes(id));
  return [...kept, ...yours.filter((id) => !base.includes(id) && !theirs.includes(id))];
}
