/** Values nested deeper are refused: what reads them later recurses. */
const jsonDepthMax = 64;

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
  return isDeeper(value, jsonDepthMax) ? { fault: `is nested deeper than ${jsonDepthMax}` } : { value };
}

function isDeeper(value: unknown, depthMax: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= depthMax; depth += 1) {
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}
