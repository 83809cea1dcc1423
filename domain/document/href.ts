import { z } from "zod";

/** An address that may be put into a link. */
export const hrefSchema = z
  .string()
  .max(2_048)
  .regex(
    /^(https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i,
    "must be an http, https, mailto or tel address, a path or a fragment",
  )
  .regex(/^[^\s\p{Cc}\\]*$/u, "must hold no white space, control characters or backslashes");
