import { documentsOf } from "./generate.ts";
import type { Operation } from "./operations.ts";
import { termPaths } from "./places.ts";
import type { Questions } from "./views.ts";
import { wordsIn } from "./words.ts";
import { copyOf, type World } from "./world.ts";

/** So many are asked for after each step; after some of them, all. */
const pathsEach = 8;
const wordsEach = 3;

/** Documents that a step can have changed for anybody. */
export function touchedBy(operations: readonly Operation[], before: World, after: World): readonly string[] {
  const named = operations.flatMap(documentsOf);
  const changed = [...after.rows].filter(([id, row]) => before.rows.get(id) !== row).map(([id]) => id);
  const served = [...new Set([...before.site.documents.keys(), ...after.site.documents.keys()])].filter(
    (id) => before.site.documents.get(id) !== after.site.documents.get(id),
  );
  return [...new Set([...served, ...named, ...changed])];
}

/** What is asked of the site about some documents: where they are and were, and by which of their words they are found. */
export function questionsAbout(
  ids: readonly string[],
  before: World,
  after: World,
  { isWhole }: { readonly isWhole: boolean },
): Questions {
  const copies = ids.flatMap((id) => [after, before].flatMap((world) => copiesOf(world, id)));
  const redirects = isWhole ? [...after.site.redirects.keys()] : [];
  const all = {
    paths: [...new Set([...copies.map(({ path }) => path), ...redirects])],
    words: [...new Set(copies.flatMap(({ title, text }) => wordsIn(`${title} ${text}`)))],
    terms: [...new Set(copies.flatMap(({ terms }) => terms))],
  };
  if (isWhole) return { ...all, terms: Object.keys(termPaths) };
  return { ...all, paths: all.paths.slice(0, pathsEach), words: all.words.slice(0, wordsEach) };
}

/** As visitors get it, as they got it where it stood before, and as it is edited. */
function copiesOf({ site, rows }: World, id: string) {
  const row = rows.get(id);
  const shown = site.documents.get(id);
  return [...(shown === undefined ? [] : [shown]), ...(row === undefined ? [] : [copyOf(row)])];
}
