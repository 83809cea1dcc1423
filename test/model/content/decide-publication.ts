import { stateAfter } from "#domain/editing/index.ts";
import { refused, stateOf, written, type Decided } from "./decide-edit.ts";
import { untoldKey, type Operation, type Ref } from "./operations.ts";
import {
  copyOf,
  enqueue,
  waitAgain,
  withPublication,
  withRows,
  withWritten,
  type Displaced,
  type Item,
  type Row,
  type World,
} from "./world.ts";

type Of<Kind extends Operation["kind"]> = Extract<Operation, { readonly kind: Kind }>;

/** Where the site has still to be told, the answer says what is known before; how it ended is for `deliver` to say. */
export function publish(before: World, { key, publish, unpublish, due }: Of<"publish">): Decided {
  const refs = [...publish, ...unpublish].toSorted((a, b) => (a.documentId < b.documentId ? -1 : 1));
  const failure = unread(before, refs);
  if (failure !== null) return refused(before, failure);
  const going = new Set(unpublish.map(({ documentId }) => documentId));
  let { world } = leaveSchedules(before, refs);
  const { displaced } = leaveSchedules(before, refs);
  const items: Item[] = [];
  for (const { documentId } of refs) {
    const row = world.rows.get(documentId)!;
    const verb = going.has(documentId) ? "unpublish" : "publish";
    const state = row.isTrashed ? null : stateAfter(row.state, due !== null && verb === "publish" ? "schedule" : verb);
    if (state === null) return refused(before, "invalid-document-state");
    const standing = row.state === "scheduled" ? "draft" : row.state;
    const next = verb === "publish" ? dated(row, key) : row;
    const [version, copy] = verb === "publish" ? [next.version, copyOf(next)] : [null, null];
    items.push({ documentId, version, copy, before: standing });
    const isScheduled = due !== null;
    world = withRows(world, [
      [
        documentId,
        {
          ...next,
          state: verb === "unpublish" && isScheduled ? standing : state,
          ...{ publication: key, isScheduled, scheduledVersion: isScheduled ? version : null },
        },
      ],
    ]);
  }
  if (isServedElsewhere(world, items)) return refused(before, "path-taken");
  const versions = Object.fromEntries(
    items.flatMap((item) => (item.version === null ? [] : [[item.documentId, item.version]])),
  );
  return { world: enqueue(world, { key, items, due, displaced }), answer: { code: "ok", versions } };
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

/** Documents of which something newer is decided leave what they were scheduled in; what remains of that waits on. */
function leaveSchedules(before: World, refs: readonly Ref[]): Left {
  const leaving = new Set(refs.map(({ documentId }) => documentId));
  const keys = new Set(refs.map(({ documentId }) => before.rows.get(documentId)!).flatMap(keyIfScheduled));
  let world = before;
  const displaced: Displaced[] = [];
  for (const row of before.publications) {
    if (!keys.has(row.key) || row.due === null || (row.state !== "waiting" && row.state !== "scheduled")) continue;
    world = withPublication(world, row.key, { state: "withdrawing" });
    displaced.push({ items: row.items.filter(({ documentId }) => leaving.has(documentId)), due: row.due });
    const items = row.items.filter(({ documentId }) => !leaving.has(documentId));
    if (items.length === 0) continue;
    const rest = keyOfRest(row.key, items);
    world = enqueue(handOver(world, items, row.key, rest), { key: rest, items, due: row.due });
  }
  return { world, displaced };
}

interface Left {
  readonly world: World;
  readonly displaced: readonly Displaced[];
}

/** Whoever left it, and in whatever order. */
export function keyOfRest(key: string, items: readonly Item[]): string {
  return `${key.split(":")[0]}:${items.map(({ documentId }) => documentId).join()}`;
}

function keyIfScheduled({ isScheduled, publication }: Row): readonly string[] {
  return isScheduled && publication !== null ? [publication] : [];
}

function handOver(world: World, items: readonly Item[], from: string, to: string): World {
  const rows = items.map(({ documentId }) => [documentId, world.rows.get(documentId)!] as const);
  return withRows(
    world,
    rows.filter(([, row]) => row.publication === from).map(([id, row]) => [id, { ...row, publication: to }]),
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

/** Whether visitors get it, or are to get it by what is on its way. */
function isShown({ servedVersion, state, isScheduled }: Row): boolean {
  return servedVersion !== null || state === "published" || isScheduled;
}

function takeOff(before: World, { of, key }: Of<"transition">, row: Row, how: Pick<Item, "isTrashed"> = {}): Decided {
  const { world, displaced } = leaveSchedules(before, [of]);
  const { state } = before.rows.get(of.documentId)!;
  const item: Item = {
    ...{ documentId: of.documentId, version: null, copy: null, before: state === "scheduled" ? "draft" : state },
    ...how,
  };
  const publication = untoldKey(key);
  const off = { ...row, publication, isScheduled: false, scheduledVersion: null };
  return written(enqueue(world, { key: publication, items: [item], due: null, displaced }), of.documentId, off);
}

export function cancel(world: World, { publication }: Of<"cancel">): Decided {
  const found = world.publications.find(({ key }) => key === publication);
  if (found === undefined) return refused(world, "publication-not-found");
  if (found.state === "withdrawing" || found.state === "cancelled") return { world, answer: { code: "ok" } };
  const taken = takeBack(world, publication);
  return taken === null ? refused(world, "invalid-publication-state") : { world: taken, answer: { code: "ok" } };
}

/** Exactly what it holds waits in another one for another time. */
export function reschedule(world: World, { key, publication, due }: Of<"reschedule">): Decided {
  const found = world.publications.find((each) => each.key === publication);
  if (found === undefined) return refused(world, "publication-not-found");
  const taken = takeBack(world, publication);
  if (taken === null) return refused(world, "invalid-publication-state");
  return { world: waitAgain(taken, publication, { key, items: found.items, due }), answer: { code: "ok" } };
}

/** Null for one that has ended, or is for at once. */
function takeBack(world: World, key: string): World | null {
  const found = world.publications.find((each) => each.key === key)!;
  if (found.due === null || (found.state !== "waiting" && found.state !== "scheduled")) return null;
  const rows = found.items.flatMap(({ documentId }) => {
    const row = world.rows.get(documentId)!;
    const state = row.state === "scheduled" ? ("draft" as const) : row.state;
    const back = { ...row, state, isScheduled: false, scheduledVersion: null };
    return row.publication === key ? [[documentId, back] as const] : [];
  });
  return withPublication(withRows(world, rows), key, { state: "withdrawing" });
}
