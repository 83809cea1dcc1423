import type { DocumentState } from "#domain/editing/index.ts";
import type { Copy } from "./copy.ts";
import type { Due } from "./operations.ts";
import type { Site, SiteEdit } from "./site.ts";

/** A document as its editors have it. */
export interface Row {
  /** Counts from 1; `copies` has one for each. */
  readonly version: number;
  readonly copies: readonly Copy[];
  readonly state: DocumentState;
  readonly servedVersion: number | null;
  readonly servedPath: string | null;
  readonly scheduledVersion: number | null;
  readonly isScheduled: boolean;
  /** The publication that touched it last, but for those that take it off at a time. */
  readonly publication: string | null;
  /** The last of these, and whether it waits for that. */
  readonly unpublishing: string | null;
  readonly isToGo: boolean;
  readonly isTrashed: boolean;
}

export interface Item extends SiteEdit {
  readonly version: number | null;
  /** Where the document stood. */
  readonly before: DocumentState;
  /** Put into the trash with this: refused, it comes out again. */
  readonly isTrashed?: true;
}

/** What documents have left because of a publication: refused, they wait again. */
export interface Displaced {
  readonly items: readonly Item[];
  readonly due: Due;
}

export interface Publication {
  readonly key: string;
  readonly items: readonly Item[];
  readonly due: Due | null;
  /** None any more once the site has answered. */
  readonly displaced: readonly Displaced[];
  readonly state: "waiting" | "scheduled" | "withdrawing" | Ending["state"];
}

export interface Ending {
  readonly state: "placed" | "failed" | "cancelled";
  /** Why it failed. */
  readonly code: string | null;
}

export interface Deployment {
  readonly key: string;
  readonly before: Site;
  readonly after: Site;
}

/** Everything, as plain data that nobody changes in place. */
export interface World {
  readonly rows: ReadonlyMap<string, Row>;
  /** In the order in which they were decided. */
  readonly publications: readonly Publication[];
  readonly site: Site;
  /** What the site holds for its time, by publication. */
  readonly held: ReadonlyMap<string, Pick<Publication, "items" | "due">>;
  /** How publications ended at the site. */
  readonly ended: ReadonlyMap<string, Ending>;
  /** The oldest first. */
  readonly deployments: readonly Deployment[];
}

export function worldOf(theme: string): World {
  return {
    rows: new Map(),
    publications: [],
    site: { documents: new Map(), redirects: new Map(), left: new Map(), theme },
    held: new Map(),
    ended: new Map(),
    deployments: [],
  };
}

export function copyOf(row: Row): Copy {
  return row.copies[row.version - 1]!;
}

export function withRows(world: World, rows: Iterable<readonly [string, Row]>): World {
  return { ...world, rows: new Map([...world.rows, ...rows]) };
}

export function withWritten(row: Row, copy: Copy): Row {
  return { ...row, version: row.version + 1, copies: [...row.copies.slice(0, row.version), copy] };
}

/** One more that the site has to be told of. */
export function enqueue(
  world: World,
  publication: Omit<Publication, "state" | "displaced"> & Partial<Publication>,
): World {
  return { ...world, publications: [...world.publications, { displaced: [], state: "waiting", ...publication }] };
}

/** Documents wait in a publication for its time; those that are not among `still` another has touched since. */
export function waitAgain(
  world: World,
  still: ReadonlySet<string>,
  publication: Displaced & { readonly key: string },
): World {
  const { key, items, due } = publication;
  const rows = items
    .filter(({ documentId }) => still.has(documentId))
    .map((item) => [item.documentId, waiting(world.rows.get(item.documentId)!, key, item)] as const);
  return enqueue(withRows(world, rows), { key, items, due });
}

function waiting(row: Row, key: string, { version, before }: Item): Row {
  if (version === null) return { ...row, unpublishing: key, isToGo: true };
  const state = before === "published" ? before : "scheduled";
  return { ...row, state, publication: key, isScheduled: true, scheduledVersion: version };
}

/** Whether this publication is the last that had to do with a document, in one of both ways. */
export function isOf({ publication, unpublishing }: Row, key: string): boolean {
  return publication === key || unpublishing === key;
}

export function withPublication(world: World, key: string, change: Partial<Publication>): World {
  return {
    ...world,
    publications: world.publications.map((each) => (each.key === key ? { ...each, ...change } : each)),
  };
}

/** A new site, and how it came about. */
export function withDeployment(world: World, key: string, after: Site): World {
  return { ...world, site: after, deployments: [...world.deployments, { key, before: world.site, after }] };
}

/**
 * Forgets what no operation will name again, once nothing is under way: a history of ten thousand steps stays small, and worlds that
 * have come to the same by different ways are the same.
 */
export function withoutPast(world: World): World {
  const publications = world.publications
    .filter(({ state }) => state === "scheduled")
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const open = new Set(publications.map(({ key }) => key));
  const stillOpen = (key: string | null) => (key !== null && open.has(key) ? key : null);
  const rows = [...world.rows].map(([id, row]) => {
    const [publication, unpublishing] = [stillOpen(row.publication), stillOpen(row.unpublishing)];
    const isSame = publication === row.publication && unpublishing === row.unpublishing;
    return [id, isSame ? row : { ...row, publication, unpublishing }] as const;
  });
  return {
    ...withRows(world, rows),
    ...{ publications, ended: new Map() },
    deployments: world.deployments.slice(-deploymentsKept),
  };
}
const deploymentsKept = 12;

/** Each world once. */
export function distinct(worlds: readonly World[]): readonly World[] {
  if (worlds.length < 2) return worlds;
  return [...new Map(worlds.map((world) => [keyOfWorld(world), world])).values()];
}

function keyOfWorld({ rows, publications, held, site, deployments }: World): string {
  const { documents, redirects, left, theme } = site;
  const maps = [rows, held, documents, redirects, left].map((map) =>
    [...(map as ReadonlyMap<string, unknown>)].sort(byKey),
  );
  return JSON.stringify([maps, publications, theme, deployments.map(({ key }) => key)]);
}

function byKey(one: readonly [string, unknown], other: readonly [string, unknown]): number {
  return one[0] < other[0] ? -1 : 1;
}
