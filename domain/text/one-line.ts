import { z } from "zod";

const oneLine = [/^[^\p{Cc}]*$/u, "must not have control characters"] as const;

/** A line of text, which may be empty. @param lengthMax in UTF-16 code units */
export function lineSchema(lengthMax: number) {
  return z
    .string()
    .max(lengthMax)
    .regex(...oneLine);
}

/** A line of text that says something: a name, or what a list is searched for. White space around it is left out first. */
export function shortTextSchema(lengthMax: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(lengthMax)
    .regex(...oneLine);
}
