import { z } from "zod";

const positionSchema = z.tuple([z.string(), z.enum(["asc", "desc"]), z.string().max(400), z.uuid()]);

/** How a list is sorted; ids tell equals apart. */
export interface ListOrder {
  readonly sort: string;
  readonly order: "asc" | "desc";
}

/** Where a page ended: the sorted value of its last item, as text, and that one's id. */
export interface ListPosition {
  readonly key: string;
  readonly id: string;
}

/** A position as clients are given it: good for this order alone. */
export function writeCursor({ sort, order }: ListOrder, { key, id }: ListPosition): string {
  return Buffer.from(JSON.stringify([sort, order, key, id])).toString("base64url");
}

/**
 * Null for the first page.
 * @param isTime whether the sorted values are instants
 */
export function readCursor(
  { sort, order, cursor }: ListOrder & { readonly cursor?: string | undefined },
  isTime: boolean,
): ListPosition | null | "invalid" {
  if (cursor === undefined) return null;
  const position = positionSchema.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  if (!position.success || position.data[0] !== sort || position.data[1] !== order) return "invalid";
  const [, , key, id] = position.data;
  const isStorable = !key.includes("\u0000") && (!isTime || isInstant(key));
  return isStorable ? { key, id } : "invalid";
}

function isInstant(text: string): boolean {
  return z.iso.datetime().safeParse(text).success && text >= "1970";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
