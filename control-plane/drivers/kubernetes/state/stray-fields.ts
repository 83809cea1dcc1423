import type { LiveObject, ManagedFields } from "../api/live-object.ts";
import { kinds } from "../api/kinds.ts";
import { manager } from "../objects/index.ts";

/**
 * Fields that others put into parts of an object that are ours alone. To apply an object leaves them where they are: a
 * second container, one more resource in a quota, a label more in a selector that ought to select every pod.
 *
 * @returns paths such as `spec.hard.cpu`
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function strayFields(object: LiveObject, ignored: ReadonlySet<string>): readonly string[] {
  const entries = (object.metadata.managedFields ?? []).filter((entry) => concerns(entry, object));
  const ours = new Set(entries.filter(isOurs).flatMap(pathsOf));
  const guarded = new Set(kinds[object.kind].parts);
  const strays = entries
    .filter((entry) => !isOurs(entry))
    .flatMap(pathsOf)
    .filter((path) => !ours.has(path) && !ignored.has(path) && guarded.has(path.split(".", 1)[0]!));
  return [...new Set(strays)];
}

/** What we put is an update, what we apply is not; both are ours. */
function isOurs({ manager: by }: ManagedFields): boolean {
  return by === manager;
}

/** Versions of autoscalers name their fields differently, so that the same field seems to be another one. */
function concerns(entry: ManagedFields, { kind, apiVersion }: LiveObject): boolean {
  const isStatus = entry.subresource === "status";
  return !isStatus && (kind !== "HorizontalPodAutoscaler" || entry.apiVersion === apiVersion);
}

/** The leaves of a set of fields: `{"f:spec":{"f:hard":{"f:pods":{}}}}` is `spec.hard.pods`. */
function pathsOf({ fieldsV1 = {} }: ManagedFields): readonly string[] {
  const paths: string[] = [];
  walk(fieldsV1, "");
  return paths;

  function walk(fields: object, path: string): void {
    const inner = Object.entries(fields).filter(([key]) => key !== ".");
    if (inner.length === 0 && path !== "") paths.push(path);
    for (const [key, value] of inner) {
      const name = key.startsWith("f:") ? key.slice(2) : `[${key.slice(2)}]`;
      walk(value as object, path === "" ? name : `${path}.${name}`);
    }
  }
}
