import { z } from "zod";

/** The query of lists whose cursor is the id of the last item of the page before. */
export const listInputSchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid().optional(),
});

export const searchInputSchema = listInputSchema.extend({ search: z.string().min(1).max(100).optional() });
