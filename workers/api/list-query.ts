import { z } from "zod";
import { shortTextSchema } from "#domain/text/index.ts";

/** Every list is given in pages: `limit` of 1 to 200 items, 50 unless told, after `cursor`. */
export const listQuerySchema = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|1\d\d|200)$/, "must be a whole number from 1 to 200")
    .transform(Number)
    .default(50),
  cursor: z.string().min(1).max(500).optional(),
});

/** The query of a list whose cursors look so: others are refused, since a list begun anew may never end. */
export function listQueryWith(cursor: RegExp) {
  return listQuerySchema.extend({ cursor: z.string().regex(cursor, "is not one that this list gave").optional() });
}

/** The query of a list whose cursor is the id of the last item of the page before. */
export const idListQuerySchema = listQuerySchema.extend({ cursor: z.uuid().toLowerCase().optional() });

/** The same, of those whose name or address has a text. */
export const searchListQuerySchema = idListQuerySchema.extend({
  search: shortTextSchema(100).optional(),
});
