import { sha256 } from "#domain/digest/index.ts";
import { endsNode } from "#durable-objects/website/content/boundary.ts";

/** The first keys of an endless series that suit; the series is the same in each run. */
export function findKeys(count: number, name: string, suits: (key: string) => boolean): readonly string[] {
  const keys: string[] = [];
  for (let index = 0; keys.length < count; index += 1) {
    const key = `${sha256(`${name} ${index}`).slice(0, 12)}`;
    if (suits(key)) keys.push(key);
  }
  return keys;
}

/** Sorted keys of all kinds: ordinary ones, ones that each end a leaf, ones so long that nodes fill up. */
export function mixedKeys(): readonly string[] {
  const ordinary = findKeys(900, "ordinary", () => true);
  const ending = findKeys(300, "ending", (key) => endsNode(0, key));
  const long = findKeys(400, "long", () => true).map((key) => key.padEnd(3_500, "x"));
  return [...new Set([...ordinary, ...ending, ...long])].sort();
}
