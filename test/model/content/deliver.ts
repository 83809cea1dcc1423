import { publishInto } from "./site.ts";
import { keyOfRest } from "./schedules.ts";
import {
  isOf,
  waitAgain,
  withDeployment,
  withPublication,
  withRows,
  type Displaced,
  type Ending,
  type Publication,
  type Row,
  type World,
} from "./world.ts";

/** Those of which the site has still to be told, the first decided first. */
export function untold(world: World): readonly Publication[] {
  return world.publications.filter(({ state }) => state === "waiting" || state === "withdrawing");
}

/** The site is told of the next, and what it says is noted. */
export function deliverNext(world: World): World {
  const [next] = untold(world);
  const { key, items, due, state } = next!;
  const ended = world.ended.get(key);
  if (ended !== undefined) return settle(world, key);
  if (state === "withdrawing") return settle(conclude(world, [key], { state: "cancelled", code: null }), key);
  if (due !== null) {
    const held = new Map([...world.held, [key, { items, due }]]);
    return withPublication({ ...world, held }, key, { state: "scheduled", displaced: [] });
  }
  return settle(placeTogether(world, [key], key, items), key);
}

/** What is due at the site is published as one change. Nobody is told of it yet. */
export function comeDue(world: World, keys: readonly string[]): World {
  const held = keys.flatMap((key) => world.held.get(key) ?? []);
  // A document that is in two of them is published by one, and taken off by the other, which is due later.
  const items = held.flatMap((each) => each.items);
  const [shown, gone] = [items.filter(({ copy }) => copy !== null), items.filter(({ copy }) => copy === null)];
  const last = new Map([...shown, ...gone].map((item) => [item.documentId, item]));
  return placeTogether(world, keys, keys.join("+"), [...last.values()]);
}

function placeTogether(world: World, keys: readonly string[], deployment: string, items: Publication["items"]): World {
  const site = publishInto(world.site, items);
  if (site === null) return conclude(world, keys, { state: "failed", code: "invalid-record" });
  return conclude(withDeployment(world, deployment, site), keys, { state: "placed", code: null });
}

function conclude(world: World, keys: readonly string[], ending: Ending): World {
  const held = new Map(world.held);
  for (const key of keys) held.delete(key);
  return { ...world, held, ended: new Map([...world.ended, ...keys.map((key) => [key, ending] as const)]) };
}

/** Those that have ended at the site, and of which the rows do not tell yet. */
export function unsettled(world: World): readonly string[] {
  return world.publications
    .filter(({ key, state }) => world.ended.has(key) && !(state in settledStates))
    .map(({ key }) => key);
}
const settledStates = { placed: true, failed: true, cancelled: true };

/** How a publication ended is noted, and where its documents stand. */
export function settle(world: World, key: string): World {
  const { state } = world.ended.get(key)!;
  const { items, displaced } = world.publications.find((each) => each.key === key)!;
  const rows = items.flatMap((item) => {
    const row = world.rows.get(item.documentId)!;
    if (row.publication === key) return [[item.documentId, settled(row, item, state)] as const];
    return row.unpublishing === key ? [[item.documentId, gone(world, row, state)] as const] : [];
  });
  const settledWorld = withPublication(withRows(world, rows), key, { state, displaced: [] });
  return state === "failed" ? putBack(settledWorld, key, displaced) : settledWorld;
}

/** What was scheduled, and has left that for something that the site refused, waits again. */
function putBack(before: World, key: string, displaced: readonly Displaced[]): World {
  const isStill = (row: Row) => isOf(row, key) && row.state !== "archived" && !row.isTrashed;
  const still = new Set([...before.rows].filter(([, row]) => isStill(row)).map(([id]) => id));
  return displaced.reduce((world, { items, due }, index) => {
    const back = items.filter(({ documentId }) => still.has(documentId));
    if (back.length === 0) return world;
    return waitAgain(world, still, { key: keyOfRest(`${key}~back${index}`, back), items: back, due });
  }, before);
}

/** One that was taken off at its time, or is not to be any more. What is published of it at once, and on its way, comes after that. */
function gone({ publications }: World, row: Row, state: Ending["state"]): Row {
  const left = { ...row, isToGo: false };
  if (state !== "placed") return left;
  const newer = publications.find(({ key }) => key === row.publication);
  const isOnItsWay = newer?.state === "waiting" && newer.due === null;
  const off = { ...left, servedVersion: null, servedPath: null };
  return row.state === "published" && !isOnItsWay ? { ...off, state: "unpublished" } : off;
}

function settled(
  row: Row,
  { version, copy, before, isTrashed }: Publication["items"][number],
  state: Ending["state"],
): Row {
  const left = { ...row, isScheduled: false, scheduledVersion: null };
  switch (state) {
    case "placed": {
      const shown = { ...left, servedVersion: version, servedPath: copy?.path ?? null };
      if (version !== null) return { ...shown, state: "published" };
      return row.state === "published" ? { ...shown, state: "unpublished" } : shown;
    }
    case "failed":
      return { ...left, state: before, isTrashed: row.isTrashed && isTrashed !== true };
    case "cancelled":
      return row.state === "scheduled" ? { ...left, state: "draft" } : left;
  }
}
