import { z } from "zod";
import { websiteStatusSchema } from "./status.ts";

/** By what lists of websites are narrowed and sorted. */
export const websiteFilter = {
  /** Part of the name or of a hostname. */
  search: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}]*$/u, "must not have control characters")
    .optional(),
  /** Left out, all that are not deleted. */
  status: websiteStatusSchema.optional(),
  sort: z.enum(["name", "createdAt", "updatedAt"]).default("createdAt"),
  order: z.enum(["asc", "desc"]).default("asc"),
  /** Longer than other lists' cursors: it holds a name. */
  cursor: z.string().min(1).max(2_000).optional(),
};
