import type { Block } from "./grammar.ts";

export function textAttribute(block: Block, name: string): string {
  const value = Object.hasOwn(block.attributes, name) ? block.attributes[name] : undefined;
  return typeof value === "string" ? value : "";
}

export function numberAttribute(block: Block, name: string): number | null {
  const value = Object.hasOwn(block.attributes, name) ? block.attributes[name] : undefined;
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** The old id that an attribute names. */
export function idAttribute(block: Block, name: string): string | null {
  const number = numberAttribute(block, name);
  return number !== null && Number.isSafeInteger(number) && number > 0 ? String(number) : null;
}
