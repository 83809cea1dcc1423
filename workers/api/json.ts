/** Values nested deeper are refused: what reads them later recurses. */
const jsonDepthMax = 128;

/**
 * The value of JSON in UTF-8, or a sentence saying what is wrong with it.
 * An empty body is an empty object, so that calls which need no input can be made without one.
 */
export function readJson(bytes: Uint8Array): { readonly value: unknown } | { readonly fault: string } {
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
  return fault === null ? { value } : { fault };
}

/** Level by level, without recursion: the value may be as deep as its sender likes. */
function faultOf(value: unknown): string | null {
  let level = [value].filter(isContainer);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === jsonDepthMax) return `is nested deeper than ${jsonDepthMax}`;
    // Schemas drop such a member in silence, and what is stored would not be what was sent.
    if (level.some((item) => Object.hasOwn(item, "__proto__"))) return "may have no member '__proto__'";
    level = level.flatMap((item) => Object.values(item).filter(isContainer));
  }
  return null;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
