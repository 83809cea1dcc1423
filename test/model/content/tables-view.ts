import { copyOf, type World } from "./world.ts";

/** What an editor is shown of a document. */
export interface EditedView {
  readonly version: number;
  readonly state: string;
  readonly servedVersion: number | null;
  readonly servedPath: string | null;
  readonly scheduledVersion: number | null;
  /** Whether it is taken off by itself, at its time. */
  readonly isToGo: boolean;
  readonly isTrashed: boolean;
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly terms: readonly string[];
}

/** By id; null for one that is not there. */
export function editedViews(world: World, ids: readonly string[]): Readonly<Record<string, EditedView | null>> {
  return Object.fromEntries(ids.map((id) => [id, editedView(world, id)]));
}

function editedView(world: World, id: string): EditedView | null {
  const row = world.rows.get(id);
  if (row === undefined) return null;
  const { version, state, servedVersion, servedPath, scheduledVersion, isToGo, isTrashed } = row;
  const { path, title, text, terms } = copyOf(row);
  return { version, state, servedVersion, servedPath, scheduledVersion, isToGo, isTrashed, path, title, text, terms };
}
