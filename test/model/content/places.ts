import { copyOf, type World } from "./world.ts";

/** Paths of the terms that every website of the model begins with. */
export const termPaths: Readonly<Record<string, string>> = { red: "/red", blue: "/blue" };

/** Whether another document that is not in the trash is edited at this path, or a term is there. */
export function isPathTaken(world: World, path: string, besides: string): boolean {
  if (Object.values(termPaths).includes(path)) return true;
  return [...world.rows].some(([id, row]) => id !== besides && !row.isTrashed && copyOf(row).path === path);
}

/** The path, or the first of `-2`, `-3` and so on that is free. */
export function freePath(world: World, path: string, besides: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : `${path}-${number}`;
    if (!isPathTaken(world, candidate, besides)) return candidate;
  }
}
