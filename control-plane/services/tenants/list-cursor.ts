import { z } from "zod";
import type { ListTenantsInput } from "./schemas.ts";

const positionSchema = z.tuple([z.string(), z.enum(["asc", "desc"]), z.string().max(400), z.uuid()]);
type Order = Pick<ListTenantsInput, "sort" | "order">;

/** Where a page ended: the sorted value of its last tenant and that one's id, good for this order alone. */
export function writeCursor({ sort, order }: Order, key: string, tenantId: string): string {
  return Buffer.from(JSON.stringify([sort, order, key, tenantId])).toString("base64url");
}

/** Null for the first page. */
export function readCursor({
  sort,
  order,
  cursor,
}: Order & { readonly cursor?: string | undefined }):
  | { readonly key: string; readonly tenantId: string }
  | null
  | "invalid" {
  if (cursor === undefined) return null;
  const position = positionSchema.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  if (!position.success || position.data[0] !== sort || position.data[1] !== order) return "invalid";
  const [, , key, tenantId] = position.data;
  const isStorable = !key.includes("\u0000") && (sort !== "createdAt" || isInstant(key));
  return isStorable ? { key, tenantId } : "invalid";
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
