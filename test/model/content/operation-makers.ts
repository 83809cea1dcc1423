import { stateAfter, type DocumentTransitionName } from "#domain/editing/index.ts";
import { isSameCopy, type Copy, type CopyChanges } from "./copy.ts";
import { isUntold, transitions, type Operation, type Ref, type Transition } from "./operations.ts";
import { termPaths } from "./places.ts";
import { wordOf } from "./words.ts";
import { copyOf, type Deployment, type Publication, type Row, type World } from "./world.ts";

/** What an operation is made of. */
export interface Draw {
  readonly world: World;
  readonly random: () => number;
  below(bound: number): number;
  /** Undefined of none. */
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** A number that was never given before. */
  next(): number;
  /** A document that another has to do with at this moment. */
  readonly near: string | null;
  /** Documents that others have to do with at this moment. */
  readonly busy: Set<string>;
  /** Documents that nobody else has to do with at this moment. */
  readonly reserved: Set<string>;
}

interface Maker {
  readonly weight: number;
  /** Null where there is nothing of the kind to be done. */
  make(draw: Draw): Operation | null;
}

const documentsMax = 36;
/** How often somebody has read an older version than there is, and how often they try what cannot be done. */
const staleShare = 0.15;
const wrongShare = 0.1;
/** Paths that documents meet at. */
const sharedPaths = 12;
const deploymentsLookedAt = 8;
/** Far enough for nobody to see it: 2040. */
const farMs = Date.UTC(2040, 0, 1);
const themes = ["plain", "other"] as const;

export const operationMakers: readonly Maker[] = [
  { weight: 7, make: makeCreate },
  { weight: 20, make: (draw) => makeSave(draw, changesOf(draw)) },
  { weight: 8, make: (draw) => makeSave(draw, { path: pathFor(draw) }) },
  { weight: 5, make: makeRestore },
  { weight: 18, make: (draw) => makePublish(draw, { publish: 1, unpublish: 0, due: null }) },
  { weight: 5, make: (draw) => makePublish(draw, { publish: 1 + draw.below(3), unpublish: draw.below(2), due: null }) },
  { weight: 6, make: (draw) => makePublish(draw, { publish: 0, unpublish: 1, due: null }) },
  {
    weight: 5,
    make: (draw) => makePublish(draw, { publish: 1 + draw.below(2), unpublish: draw.below(2), due: farDue(draw) }),
  },
  { weight: 4, make: (draw) => makePublish(draw, { publish: 0, unpublish: 1, due: farDue(draw) }) },
  { weight: 1, make: (draw) => makePublish(draw, { publish: 1, unpublish: 0, due: 0 }) },
  { weight: 1, make: (draw) => makePublish(draw, { publish: 0, unpublish: 1, due: 0 }) },
  { weight: 9, make: makeTransition },
  {
    weight: 2,
    make: (draw) => ofScheduled(draw, ({ key }) => ({ key: keyOf(draw), kind: "cancel", publication: key })),
  },
  { weight: 1, make: (draw) => makeReschedule(draw, farDue(draw)) },
  { weight: 4, make: makeDueNow },
  { weight: 3, make: makeRollBack },
  { weight: 1, make: makeThemeSwap },
  { weight: 1, make: makeReleaseRestore },
];

function keyOf(draw: Draw): string {
  return `o${draw.next()}`;
}

function makeCreate(draw: Draw): Operation | null {
  if (draw.world.rows.size >= documentsMax) return null;
  const number = draw.next();
  const word = wordOf(number);
  const type = draw.random() < 0.5 ? "page" : "post";
  const copy: Copy = {
    ...{ type, path: pathFor(draw), title: `Note ${word}`, text: `About ${word}`, terms: someTerms(draw), stamp: null },
    publishedAt: type === "page" ? null : new Date(Date.UTC(2020, 0, 1) + number * 60_000).toISOString(),
  };
  return { key: keyOf(draw), kind: "create", documentId: `d${number}`, copy };
}

function pathFor(draw: Draw): string {
  return draw.random() < 0.4 ? `/shared-${draw.below(sharedPaths)}` : `/own-${wordOf(draw.next())}`;
}

function someTerms({ random }: Draw): readonly string[] {
  return Object.keys(termPaths).filter(() => random() < 0.4);
}

function changesOf(draw: Draw): CopyChanges {
  const word = wordOf(draw.next());
  const kind = draw.below(4);
  if (kind === 0) return { title: `Note ${word}` };
  if (kind === 1) return { terms: someTerms(draw) };
  return kind === 2 ? { text: `About ${word}` } : { title: `Note ${word}`, text: `About ${word}` };
}

function makeSave(draw: Draw, changes: CopyChanges): Operation | null {
  const found = someDocument(draw, ({ state, isTrashed }) => state !== "archived" && !isTrashed);
  if (found === null) return null;
  const [documentId, row] = found;
  const version = draw.random() < staleShare ? Math.max(1, row.version - 1 - draw.below(3)) : row.version;
  const changed = { ...copyOf(row), ...changes };
  if (isShownAlready(draw.world, documentId, changed)) return null;
  return { key: keyOf(draw), kind: "save", of: { documentId, version }, changes };
}

/** What says the same as visitors get is the version that they get, whichever it was made of: nobody could tell. */
function isShownAlready({ site }: World, documentId: string, copy: Copy): boolean {
  const shown = site.documents.get(documentId);
  return shown !== undefined && isSameCopy(shown, copy);
}

function makeRestore(draw: Draw): Operation | null {
  const found = someDocument(draw, ({ version }) => version > 1);
  if (found === null) return null;
  const [documentId, row] = found;
  const version = 1 + draw.below(row.version - 1);
  const restored = { ...row.copies[version - 1]!, path: copyOf(row).path };
  if (isShownAlready(draw.world, documentId, restored)) return null;
  return { key: keyOf(draw), kind: "restore-version", of: { documentId, version: row.version }, version };
}

interface Wanted {
  readonly publish: number;
  readonly unpublish: number;
  readonly due: number | null;
}

function makePublish(draw: Draw, { publish, unpublish, due }: Wanted): Operation | null {
  const taken = new Set<string>();
  const refs = (count: number, isFit: (row: Row) => boolean): Ref[] =>
    Array.from({ length: count }, () => {
      const found = someDocument(draw, isFit, taken);
      if (found === null) return [];
      taken.add(found[0]);
      return [{ documentId: found[0], version: found[1].version }];
    }).flat();
  const on = refs(publish, (row) => row.state !== "archived" && !row.isTrashed && row.servedVersion !== row.version);
  const off = refs(unpublish, ({ state }) => state === "published" || (due !== null && state === "scheduled"));
  return on.length + off.length === 0 ? null : { key: keyOf(draw), kind: "publish", publish: on, unpublish: off, due };
}

function farDue(draw: Draw): number {
  return farMs + draw.next() * 1_000;
}

function makeTransition(draw: Draw): Operation | null {
  const transition = draw.pick(transitions)!;
  const found = someDocument(draw, (row) => isDoable(row, transition));
  if (found === null) return null;
  const [documentId, { version }] = found;
  return { key: keyOf(draw), kind: "transition", of: { documentId, version }, transition };
}

function isDoable(row: Row, transition: Transition): boolean {
  if (transition === "untrash") return row.isTrashed;
  if (row.isTrashed) return false;
  if (transition === "trash") return row.servedVersion === null && !row.isScheduled;
  return stateAfter(row.state, transition satisfies DocumentTransitionName) !== null;
}

function ofScheduled(draw: Draw, make: (publication: Publication) => Operation): Operation | null {
  const found = draw.pick(draw.world.publications.filter(({ state }) => state === "scheduled"));
  return found === undefined ? null : make(found);
}

function makeReschedule(draw: Draw, due: number): Operation | null {
  return ofScheduled(draw, ({ key }) => ({ key: keyOf(draw), kind: "reschedule", publication: key, due }));
}

/** Of documents that nobody else has to do with, where there are several: what one of them leaves behind would be due as well. */
function makeDueNow(draw: Draw): Operation | null {
  const made = makeReschedule(draw, 0);
  if (made?.kind !== "reschedule") return null;
  const { items } = draw.world.publications.find(({ key }) => key === made.publication)!;
  if (items.length > 1 && items.some(({ documentId }) => draw.busy.has(documentId))) return null;
  if (items.length > 1) for (const { documentId } of items) draw.reserved.add(documentId);
  return made;
}

function makeRollBack(draw: Draw): Operation | null {
  const found = someDeployment(draw);
  return found === undefined ? null : { key: keyOf(draw), kind: "roll-back", deployment: found.key };
}

/** One of the last few whose id somebody was told. */
function someDeployment({ pick, world }: Draw): Deployment | undefined {
  return pick(world.deployments.slice(-deploymentsLookedAt).filter(({ key }) => !isUntold(key)));
}

function makeThemeSwap(draw: Draw): Operation | null {
  const { site } = draw.world;
  const theme = themes.find((each) => each !== site.theme)!;
  return { key: keyOf(draw), kind: "deploy", from: site, to: { ...site, theme }, restores: null };
}

function makeReleaseRestore(draw: Draw): Operation | null {
  const found = someDeployment(draw);
  if (found === undefined) return null;
  return { key: keyOf(draw), kind: "deploy", from: draw.world.site, to: found.after, restores: found.key };
}

/** One that it can be done to, mostly, and one that others have to do with where that is asked for. */
function someDocument(
  draw: Draw,
  isFit: (row: Row) => boolean,
  besides: ReadonlySet<string> = new Set(),
): readonly [string, Row] | null {
  const { world, near, random, reserved } = draw;
  const nearby = near === null || besides.has(near) ? undefined : world.rows.get(near);
  if (nearby !== undefined) return [near!, nearby];
  const mayBeWrong = random() < wrongShare;
  const fit = [...world.rows].filter(
    ([id, row]) => !besides.has(id) && !reserved.has(id) && (mayBeWrong || isFit(row)),
  );
  return draw.pick(fit) ?? null;
}
