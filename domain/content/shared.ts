import { z } from "zod";

/** The last part of a path, as it is decoded: letters of any script, digits, `-`, `_`, `.` and `~`. */
export const slugSchema = z
  .string()
  .max(200)
  .regex(/^[^\s/?#%\\\u0000-\u001f]+$/u, "must hold no white space, '/', '?', '#', '%' or '\\'");

/** An address on the web. */
export const webUrlSchema = z
  .string()
  .max(2_048)
  .regex(/^https?:\/\/[^\s\u0000-\u0020\\]+$/i, "must be an http or https address without white space");
