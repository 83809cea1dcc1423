import type { DocumentTransitionName } from "#domain/editing/index.ts";
import type { Due } from "./operations.ts";
import {
  enqueue,
  withPublication,
  withRows,
  type Displaced,
  type Item,
  type Publication,
  type World,
} from "./world.ts";

/** What publishing does with a document, at once or at a time. */
export type Intended = Extract<DocumentTransitionName, "publish" | "schedule" | "unpublish" | "expire">;
type Kind = "publication" | "unpublishing";

/** What a document does not wait for any more. */
const leavesBy: Readonly<Record<Intended, readonly Kind[]>> = {
  publish: ["publication"],
  schedule: ["publication"],
  unpublish: ["publication", "unpublishing"],
  expire: ["unpublishing"],
};

/** A document of which something newer is decided. */
export interface Leaving {
  readonly documentId: string;
  readonly kinds: readonly Kind[];
}

/** @param isLate whether what is due at once counts as due already: then it is not ahead any more, and nothing that stays */
export function leavingFor(world: World, documentId: string, name: Intended, isLate: boolean): Leaving {
  const isOver = name === "publish" && isLate && waitsOf(world, documentId).unpublishing?.due === 0;
  return { documentId, kinds: isOver ? ["publication", "unpublishing"] : leavesBy[name] };
}

/** What a document waits by. */
function waitsOf(
  { rows, publications }: World,
  documentId: string,
): Readonly<Partial<Record<Kind, Publication | undefined>>> {
  const { isScheduled, publication, isToGo, unpublishing } = rows.get(documentId)!;
  const named = (key: string | null) => publications.find((each) => each.key === key);
  return {
    ...(isScheduled ? { publication: named(publication) } : {}),
    ...(isToGo ? { unpublishing: named(unpublishing) } : {}),
  };
}

/**
 * Whether a document would be published only after it was taken off, or at the same moment.
 *
 * @param isLate which of two that are due at once is the first
 */
export function isOutOfOrder(world: World, documentId: string, name: Intended, due: Due, isLate: boolean): boolean {
  const { publication, unpublishing } = waitsOf(world, documentId);
  const other = name === "expire" ? publication?.due : unpublishing?.due;
  if (other === undefined || other === null) return false;
  if (due === 0 && other === 0) return isLate;
  return name === "expire" ? other >= due : due >= other;
}

interface Left {
  readonly world: World;
  readonly displaced: readonly Displaced[];
}

/** Documents of which something newer is decided leave what they were scheduled in; what remains of that waits on. */
export function leaveSchedules(before: World, documents: readonly Leaving[]): Left {
  let world = before;
  const displaced: Displaced[] = [];
  for (const row of before.publications) {
    const leaves = ({ documentId, kinds }: Leaving) =>
      kinds.some((kind) => waitsOf(before, documentId)[kind]?.key === row.key);
    const leaving = new Set(documents.filter(leaves).map(({ documentId }) => documentId));
    if (leaving.size === 0 || row.due === null || (row.state !== "waiting" && row.state !== "scheduled")) continue;
    world = withPublication(world, row.key, { state: "withdrawing" });
    displaced.push({ items: row.items.filter(({ documentId }) => leaving.has(documentId)), due: row.due });
    const items = row.items.filter(({ documentId }) => !leaving.has(documentId));
    if (items.length === 0) continue;
    const rest = keyOfRest(row.key, items);
    world = enqueue(handOver(world, items, row.key, rest), { key: rest, items, due: row.due });
  }
  return { world, displaced };
}

/** Whoever left it, and in whatever order. */
export function keyOfRest(key: string, items: readonly Item[]): string {
  return `${key.split(":")[0]}:${items.map(({ documentId }) => documentId).join()}`;
}

function handOver(world: World, items: readonly Item[], from: string, to: string): World {
  const rows = items.map(({ documentId }) => {
    const row = world.rows.get(documentId)!;
    const publication = row.publication === from ? to : row.publication;
    const unpublishing = row.unpublishing === from ? to : row.unpublishing;
    return [documentId, { ...row, publication, unpublishing }] as const;
  });
  return withRows(world, rows);
}
