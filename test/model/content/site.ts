import { keyOfCopy, type Copy } from "./copy.ts";

/** What visitors get: one release, whole. */
export interface Site {
  readonly documents: ReadonlyMap<string, Copy>;
  /** From old paths to ids of documents. */
  readonly redirects: ReadonlyMap<string, string>;
  /** Where documents were until they were taken off, ids of the last by path. Nobody sees it, and no rollback changes it. */
  readonly left: ReadonlyMap<string, string>;
  readonly theme: string;
}

/** What a publication does with a document: shows this copy of it, or takes it off. */
export interface SiteEdit {
  readonly documentId: string;
  readonly copy: Copy | null;
}

export function holderAt(site: Site, path: string): string | null {
  for (const [documentId, copy] of site.documents) if (copy.path === path) return documentId;
  return null;
}

/** The site with all of it published at once; null where a path would have two documents. */
export function publishInto(site: Site, edits: readonly SiteEdit[]): Site | null {
  const documents = new Map(site.documents);
  const redirects = new Map(site.redirects);
  const taken = new Set(edits.map(({ copy }) => copy?.path));
  for (const { documentId, copy } of edits) {
    const from = site.documents.get(documentId)?.path ?? pathLeft(site, documentId);
    if (copy === null) documents.delete(documentId);
    else documents.set(documentId, copy);
    if (copy === null || from === undefined || from === copy.path) continue;
    if (!taken.has(from)) redirects.set(from, documentId);
  }
  for (const { documentId, copy } of edits) {
    if (copy !== null && site.redirects.get(copy.path) === documentId) redirects.delete(copy.path);
  }
  const paths = [...documents.values()].map(({ path }) => path);
  return new Set(paths).size === paths.length ? { ...site, documents, redirects, left: leftAfter(site, edits) } : null;
}

/** Where a document was last that is nowhere now, if nothing else came there since. */
function pathLeft(site: Site, documentId: string): string | undefined {
  const path = [...site.left].find(([, id]) => id === documentId)?.[0];
  const isFree = path !== undefined && holderAt(site, path) === null && !site.redirects.has(path);
  return isFree ? path : undefined;
}

function leftAfter({ documents, left }: Site, edits: readonly SiteEdit[]): Site["left"] {
  const leaving = edits.flatMap(({ documentId, copy }) => {
    const path = copy === null ? documents.get(documentId)?.path : undefined;
    return path === undefined ? [] : [[path, documentId] as const];
  });
  const ids = new Set(leaving.map(([, id]) => id));
  return new Map([...[...left].filter(([, id]) => !ids.has(id)), ...leaving]);
}

/** A change made of one site to be another, applied to what is there by now; null where that has changed the same otherwise. */
export function rebase(site: Site, from: Site, to: Site): Site | null {
  const theme = mergeTheme(site.theme, from.theme, to.theme);
  const content = mergeContent(site, from, to);
  return theme === null || content === null ? null : { ...content, theme, left: site.left };
}

function mergeTheme(ours: string, from: string, to: string): string | null {
  if (from === to) return ours;
  return ours === from || ours === to ? to : null;
}

function mergeContent(ours: Site, from: Site, to: Site): Site | null {
  const [base, mine, other] = [keysOf(from), keysOf(ours), keysOf(to)];
  if (isSame(base, other)) return ours;
  if (isSame(mine, base) || isSame(mine, other)) return to;
  const documents = new Map(ours.documents);
  const redirects = new Map(ours.redirects);
  for (const key of new Set([...base.keys(), ...other.keys()])) {
    const wanted = other.get(key);
    if (wanted === base.get(key) || wanted === mine.get(key)) continue;
    if (mine.get(key) !== base.get(key)) return null;
    const id = key.slice(key.indexOf(" ") + 1);
    if (key.startsWith("document ")) put(documents, id, to.documents.get(id));
    else if (key.startsWith("redirect ")) put(redirects, id, to.redirects.get(id));
  }
  return { ...ours, documents, redirects };
}

function put<Value>(map: Map<string, Value>, key: string, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** All that two changes can meet at: documents, redirects, and who is at a path. */
function keysOf({ documents, redirects }: Site): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [id, copy] of documents) keys.set(`document ${id}`, keyOfCopy(copy)).set(`path ${copy.path}`, id);
  for (const [from, id] of redirects) keys.set(`redirect ${from}`, id);
  return keys;
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}

export function isSameSite(one: Site, other: Site): boolean {
  return one.theme === other.theme && isSame(keysOf(one), keysOf(other));
}
