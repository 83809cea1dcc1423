import { z } from "zod";

/** A document's path on its website: absolute, normal, without query; "/" is the front page. */
export const documentPathSchema = z
  .string()
  .max(1_024)
  .regex(
    /^\/(?:[^\s/?#%\\\p{Cc}]+(?:\/[^\s/?#%\\\p{Cc}]+)*)?$/u,
    "must be an absolute path without query, empty segments or trailing slash",
  )
  .refine(
    (path) => !path.split("/").some((segment) => segment === "." || segment === ".."),
    "must not hold '.' or '..'",
  )
  .refine(
    (path) => !path.startsWith("/_hotswap/") && path !== "/_hotswap",
    "must not begin with the reserved '/_hotswap'",
  )
  .refine((path) => path.isWellFormed(), "must be well-formed Unicode");
