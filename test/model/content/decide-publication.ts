import { stateAfter } from "#domain/editing/index.ts";
import { refused, stateOf, written, type Decided } from "./decide-edit.ts";
import { untoldKey, type Operation, type Ref } from "./operations.ts";
import { isOutOfOrder, leaveSchedules, leavingFor, type Intended } from "./schedules.ts";
import {
  copyOf,
  enqueue,
  isOf,
  waitAgain,
  withPublication,
  withRows,
  withWritten,
  type Item,
  type Row,
  type World,
} from "./world.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { readonly kind: Kind }>;

/**
 * Where the site has still to be told, the answer says what is known before; how it ended is for `deliver` to say.
 *
 * @param isLate whether what is due at once counts as due already: nobody can tell
 */
export function publish(before: World, { key, publish, unpublish, due }: Of<"publish">, isLate: boolean): Decided {
  const refs = [...publish, ...unpublish].toSorted((a, b) => (a.documentId < b.documentId ? -1 : 1));
  const failure = unread(before, refs);
  if (failure !== null) return refused(before, failure);
  const going = new Set(unpublish.map(({ documentId }) => documentId));
  const intended = refs.map(({ documentId }) => {
    const name = intendedBy({ isGoing: going.has(documentId), isDue: due !== null });
    return { documentId, name, leaving: leavingFor(before, documentId, name, isLate) };
  });
  const left = leaveSchedules(
    before,
    intended.map(({ leaving }) => leaving),
  );
  let { world } = left;
  const items: Item[] = [];
  for (const { documentId, name, leaving } of intended) {
    const row = world.rows.get(documentId)!;
    const state = row.isTrashed ? null : stateAfter(row.state, name);
    if (state === null) return refused(before, "invalid-document-state");
    if (due !== null && isOutOfOrder(before, documentId, name, due, isLate)) return refused(before, "schedule-order");
    const item = itemOf(documentId, row, name, key);
    items.push(item);
    const isToGo = row.isToGo && (due !== null || !leaving.kinds.includes("unpublishing"));
    const next = item.version === null || item.version === row.version ? row : withWritten(row, item.copy!);
    const waiting = {
      publication: key,
      isScheduled: due !== null,
      scheduledVersion: due === null ? null : item.version,
    };
    const waits = name === "expire" ? { unpublishing: key, isToGo: true } : { ...waiting, isToGo };
    world = withRows(world, [[documentId, { ...next, state, ...waits }]]);
  }
  if (isServedElsewhere(world, items)) return refused(before, "path-taken");
  const versions = Object.fromEntries(
    items.flatMap((item) => (item.version === null ? [] : [[item.documentId, item.version]])),
  );
  return { world: enqueue(world, { key, items, due, displaced: left.displaced }), answer: { code: "ok", versions } };
}

function intendedBy({ isGoing, isDue }: { readonly isGoing: boolean; readonly isDue: boolean }): Intended {
  if (isGoing) return isDue ? "expire" : "unpublish";
  return isDue ? "schedule" : "publish";
}

function itemOf(documentId: string, row: Row, name: Intended, key: string): Item {
  const before = row.state === "scheduled" && name !== "expire" ? "draft" : row.state;
  if (name === "unpublish" || name === "expire") return { documentId, version: null, copy: null, before };
  const { version, ...next } = dated(row, key);
  return { documentId, version, copy: copyOf({ version, ...next }), before };
}

/** What visitors know in another version says when it was changed, which is a version of its own. */
function dated(row: Row, key: string): Row {
  const isKnown = row.servedVersion !== null && row.servedVersion !== row.version;
  return isKnown ? withWritten(row, { ...copyOf(row), stamp: key }) : row;
}

function unread(world: World, refs: readonly Ref[]): string | null {
  if (refs.some(({ documentId }) => !world.rows.has(documentId))) return "document-not-found";
  const isChanged = refs.some(({ documentId, version }) => world.rows.get(documentId)!.version !== version);
  return isChanged ? "version-mismatch" : null;
}

function isServedElsewhere(world: World, items: readonly Item[]): boolean {
  const ids = new Set(items.map(({ documentId }) => documentId));
  const paths = new Set(items.flatMap(({ copy }) => copy?.path ?? []));
  return [...world.rows].some(
    ([id, row]) => !ids.has(id) && !row.isTrashed && row.servedPath !== null && paths.has(row.servedPath),
  );
}

/** Puts away and so on. What is put away visitors get no longer. */
export function changeState(world: World, operation: Of<"transition">): Decided {
  const { of, transition } = operation;
  const row = world.rows.get(of.documentId);
  if (row === undefined) return refused(world, "document-not-found");
  const state = stateOf(row, operation);
  if (typeof state !== "string") return { world, answer: state };
  if (state === row.state) return written(world, of.documentId, row);
  if (transition !== "archive" || !isShown(row)) return written(world, of.documentId, { ...row, state });
  return takeOff(world, operation, { ...row, state });
}

/** What visitors get, or are to get, they get no longer, and taken out again it is a draft. */
export function putInTrash(world: World, operation: Of<"transition">): Decided {
  const { documentId, version } = operation.of;
  const row = world.rows.get(documentId);
  if (row === undefined) return refused(world, "document-not-found");
  if (row.isTrashed) return written(world, documentId, row);
  if (row.version !== version) return refused(world, "version-mismatch");
  const trashed: Row = { ...withWritten(row, copyOf(row)), isTrashed: true };
  if (!isShown(row)) return written(world, documentId, trashed);
  return takeOff(world, operation, { ...trashed, state: "draft" }, { isTrashed: true });
}

/** Whether visitors get it, or something that was decided of it is on its way. */
function isShown({ servedVersion, state, isScheduled, isToGo }: Row): boolean {
  return servedVersion !== null || state === "published" || isScheduled || isToGo;
}

function takeOff(before: World, { of, key }: Of<"transition">, row: Row, how: Pick<Item, "isTrashed"> = {}): Decided {
  const { documentId } = of;
  const { world, displaced } = leaveSchedules(before, [{ documentId, kinds: ["publication", "unpublishing"] }]);
  const { state } = before.rows.get(documentId)!;
  const item: Item = {
    ...{ documentId, version: null, copy: null, before: state === "scheduled" ? "draft" : state },
    ...how,
  };
  const publication = untoldKey(key);
  const off = { ...row, publication, isScheduled: false, scheduledVersion: null, isToGo: false };
  return written(enqueue(world, { key: publication, items: [item], due: null, displaced }), documentId, off);
}

export function cancel(world: World, { publication }: Of<"cancel">): Decided {
  const found = world.publications.find(({ key }) => key === publication);
  if (found === undefined) return refused(world, "publication-not-found");
  if (found.state === "withdrawing" || found.state === "cancelled") return { world, answer: { code: "ok" } };
  const taken = takeBack(world, publication);
  return taken === null ? refused(world, "invalid-publication-state") : { world: taken, answer: { code: "ok" } };
}

/** Exactly what it holds waits in another one for another time. */
export function reschedule(world: World, operation: Of<"reschedule">, isLate: boolean): Decided {
  const { key, publication, due } = operation;
  const found = world.publications.find((each) => each.key === publication);
  if (found === undefined) return refused(world, "publication-not-found");
  const taken = takeBack(world, publication);
  if (taken === null) return refused(world, "invalid-publication-state");
  const { items } = found;
  const still = items.filter(({ documentId }) => isOf(world.rows.get(documentId)!, publication));
  const isDisorder = still.some(({ documentId, version }) =>
    isOutOfOrder(world, documentId, version === null ? "expire" : "schedule", due, isLate),
  );
  if (isDisorder) return refused(world, "schedule-order");
  const ids = new Set(still.map(({ documentId }) => documentId));
  return { world: waitAgain(taken, ids, { key, items, due }), answer: { code: "ok" } };
}

/** Null for one that has ended, or is for at once. */
function takeBack(world: World, key: string): World | null {
  const found = world.publications.find((each) => each.key === key)!;
  if (found.due === null || (found.state !== "waiting" && found.state !== "scheduled")) return null;
  const rows = found.items.flatMap(({ documentId }): readonly (readonly [string, Row])[] => {
    const row = world.rows.get(documentId)!;
    if (row.unpublishing === key) return [[documentId, { ...row, isToGo: false }]];
    const state = row.state === "scheduled" ? ("draft" as const) : row.state;
    const back = { ...row, state, isScheduled: false, scheduledVersion: null };
    return row.publication === key ? [[documentId, back]] : [];
  });
  return withPublication(withRows(world, rows), key, { state: "withdrawing" });
}
