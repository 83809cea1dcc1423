import { keyOfCopy, type Copy } from "./copy.ts";
import { untold } from "./deliver.ts";
import { withRows, type Row, type World } from "./world.ts";

/** The rows follow what the site has become by a rollback, or by another release. Nothing that somebody writes is touched. */
export function sync(world: World): World {
  const pending = new Set(untold(world).flatMap(({ items }) => items.map(({ documentId }) => documentId)));
  const rows = [...world.rows].flatMap(([id, row]) => {
    const served = world.site.documents.get(id) ?? null;
    return tells(row, served) ? [] : [[id, followed(row, served, pending.has(id))] as const];
  });
  return rows.length === 0 ? world : withRows(world, rows);
}

function tells({ servedVersion, copies }: Row, served: Copy | null): boolean {
  if (servedVersion === null || served === null) return servedVersion === null && served === null;
  return keyOfCopy(copies[servedVersion - 1]!) === keyOfCopy(served);
}

function followed(row: Row, served: Copy | null, isPending: boolean): Row {
  if (served === null) {
    const state = !isPending && row.state === "published" ? ("unpublished" as const) : row.state;
    return { ...row, servedVersion: null, servedPath: null, state };
  }
  // The newest version that says the same: a rollback leads to nothing that was never published.
  const version = row.copies.slice(0, row.version).findLastIndex((copy) => keyOfCopy(copy) === keyOfCopy(served)) + 1;
  if (version === 0) throw new Error(`no version says what is served at ${served.path}`);
  const state = isPending ? row.state : ("published" as const);
  return { ...row, servedVersion: version, servedPath: served.path, state, isTrashed: row.isTrashed && isPending };
}
