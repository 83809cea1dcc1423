/** Values nested deeper are refused: what reads them later recurses. */
const jsonDepthMax = 128;

/** A sentence saying what is wrong with JSON and, of text that is nowhere stored, where in the value that is. */
export interface JsonFault {
  readonly fault: string;
  readonly at?: { readonly value: unknown; readonly path: readonly PropertyKey[] };
}

/**
 * The value of JSON in UTF-8, or what is wrong with it.
 * An empty body is an empty object, so that calls which need no input can be made without one.
 */
export function readJson(bytes: Uint8Array): { readonly value: unknown } | JsonFault {
  if (bytes.byteLength === 0) return { value: {} };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return { fault: "is not UTF-8" };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: "is not JSON" };
  }
  const fault = faultOf(value);
  if (fault === null) return { value };
  return fault === unstorable ? { fault, at: { value, path: placeOfUnstorable(value) } } : { fault };
}

/** Level by level, without recursion: the value may be as deep as its sender likes. */
function faultOf(value: unknown): string | null {
  if (typeof value === "string" && isUnstorable(value)) return unstorable;
  let level = [value].filter(isContainer);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === jsonDepthMax) return `is nested deeper than ${jsonDepthMax}`;
    // Schemas drop such a member in silence, and what is stored would not be what was sent.
    if (level.some((item) => Object.hasOwn(item, "__proto__"))) return "may have no member '__proto__'";
    if (level.some(holdsUnstorable)) return unstorable;
    level = level.flatMap((item) => Object.values(item).filter(isContainer));
  }
  return null;
}

const unstorable = "may hold no NUL character and no half of a surrogate pair";

/** Text that Postgres refuses: taken here, it could never be stored there, nor anything that comes after it. */
function isUnstorable(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed();
}

function holdsUnstorable(item: object): boolean {
  const names = Array.isArray(item) ? [] : Object.keys(item);
  return [...names, ...Object.values(item)].some((text) => typeof text === "string" && isUnstorable(text));
}

/** Where the first such text is, the outermost first; of a name, where the object is that has it. */
function placeOfUnstorable(value: unknown): readonly PropertyKey[] {
  let level: { readonly item: unknown; readonly path: readonly PropertyKey[] }[] = [{ item: value, path: [] }];
  while (level.length > 0) {
    const found = level.find(({ item }) => (typeof item === "string" ? isUnstorable(item) : hasUnstorableName(item)));
    if (found !== undefined) return found.path;
    level = level.flatMap(({ item, path }) =>
      partsOf(item).map(([name, part]) => ({ item: part, path: [...path, name] })),
    );
  }
  return [];
}

function hasUnstorableName(item: unknown): boolean {
  return isContainer(item) && !Array.isArray(item) && Object.keys(item).some(isUnstorable);
}

function partsOf(item: unknown): readonly (readonly [PropertyKey, unknown])[] {
  if (Array.isArray(item)) return item.map((part, index) => [index, part] as const);
  return isContainer(item) ? Object.entries(item) : [];
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
