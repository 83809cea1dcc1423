import { canonicalJson, type JsonValue } from "#domain/digest/index.ts";

/** A configuration as it is kept: exactly what was given, which its digest is of. */
export type StoredConfiguration = Readonly<Record<string, JsonValue>>;

/**
 * By what a configuration is changed, compared and merged: a setting by its name, each flag as `flags.<name>`, each variable as
 * `environment.<NAME>`.
 */
export type Parts = ReadonlyMap<string, JsonValue>;
/** Parts to be put, or, where undefined, taken away. */
export type PartEdits = ReadonlyMap<string, JsonValue | undefined>;

const sections: readonly string[] = ["flags", "environment"];

export function partsOf(stored: StoredConfiguration): Parts {
  const parts = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(stored)) {
    if (!sections.includes(key)) parts.set(key, value);
    else for (const [name, of] of Object.entries(value as StoredConfiguration)) parts.set(`${key}.${name}`, of);
  }
  return parts;
}

/** The configuration with these parts changed, and nothing else. An environment without variables is none. */
export function withParts(stored: StoredConfiguration, edits: PartEdits): StoredConfiguration {
  const top = new Map(Object.entries(stored));
  for (const [part, value] of edits) {
    const [section, name] = placeOf(part);
    if (name === null) {
      put(top, section, value);
      continue;
    }
    // Maps and entries, as a flag may have any name that objects give a meaning to.
    const within = new Map(Object.entries((top.get(section) ?? {}) as StoredConfiguration));
    put(within, name, value);
    if (within.size === 0 && section === "environment") top.delete(section);
    else top.set(section, Object.fromEntries(within));
  }
  return Object.fromEntries(top);
}

/** The edits that make the one configuration of the other. */
export function editsBetween(from: StoredConfiguration, to: StoredConfiguration): PartEdits {
  const [before, after] = [partsOf(from), partsOf(to)];
  const edits = new Map<string, JsonValue | undefined>();
  for (const part of [...new Set([...before.keys(), ...after.keys()])].toSorted()) {
    if (!isSame(before.get(part), after.get(part))) edits.set(part, after.get(part));
  }
  return edits;
}

/** @param a undefined for a part that there is not */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

function placeOf(part: string): readonly [section: string, name: string | null] {
  const section = sections.find((section) => part.startsWith(`${section}.`));
  return section === undefined ? [part, null] : [section, part.slice(section.length + 1)];
}

function put(map: Map<string, JsonValue>, key: string, value: JsonValue | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}
