import { isDeepStrictEqual } from "node:util";
import type { LiveObject } from "../api/live-object.ts";
import { kinds } from "../api/kinds.ts";

/**
 * Where two states of an object differ, among labels and the parts that are ours; paths such as `spec.hard.pods`, never
 * values: some are secret.
 */
export function differences(before: LiveObject, after: LiveObject, ignored: ReadonlySet<string>): readonly string[] {
  const paths: string[] = [];
  compare(before.metadata.labels ?? {}, after.metadata.labels ?? {}, "metadata.labels");
  for (const part of kinds[after.kind].parts) compare(before[part], after[part], part);
  return paths;

  function compare(left: unknown, right: unknown, path: string): void {
    if (ignored.has(path) || isDeepStrictEqual(left, right)) return;
    if (!isPlain(left) || !isPlain(right)) {
      paths.push(path);
      return;
    }
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      compare(left[key], right[key], `${path}.${key}`);
    }
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
