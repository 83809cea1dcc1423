import { z } from "zod";
import { shortTextSchema } from "#domain/text/index.ts";
import { websiteStatusSchema } from "./status.ts";

/** By what lists of websites are narrowed and sorted. */
export const websiteFilter = {
  /** Part of the name or of a hostname. */
  search: shortTextSchema(100).optional(),
  /** Left out, all that are not deleted. */
  status: websiteStatusSchema.optional(),
  sort: z.enum(["name", "createdAt", "updatedAt"]).default("createdAt"),
  order: z.enum(["asc", "desc"]).default("asc"),
  /** Longer than other lists' cursors: it holds a name. */
  cursor: z.string().min(1).max(2_000).optional(),
};
