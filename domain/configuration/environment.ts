import { z } from "zod";

export const variablesMax = 100;
/** Of one value, plain or secret, in bytes of UTF-8. */
const valueBytesMax = 8_192;
/** Of all plain values of a website, in bytes of JSON: they are part of every release's view. */
const environmentBytesMax = 65_536;

/** Names that begin so are the platform's own to give. */
const reservedPrefix = "HOTSWAP_";

export const variableNameSchema = z
  .string()
  .max(64)
  .regex(/^[A-Z][A-Z0-9_]*$/, "must be capital letters, digits and _, and begin with a letter")
  .refine((name) => !name.startsWith(reservedPrefix), `must not begin with ${reservedPrefix}: such names are reserved`);

const bytesOf = (text: string): number => new TextEncoder().encode(text).byteLength;

export const variableValueSchema = z
  .string()
  .max(valueBytesMax)
  .regex(/^[^\0]*$/, "must not have a NUL")
  .refine((value) => bytesOf(value) <= valueBytesMax, `must have at most ${valueBytesMax} bytes`);

/** Names one value that a secret had: another for each time that it is set, never the same for two values. */
export const secretVersionSchema = z.uuid().toLowerCase();

/**
 * What a release holds of a variable: a plain value, or of a secret its version alone. A version is unique, so that releases which are
 * equal have equal secrets, and one that came from elsewhere names none of this tenant's.
 */
export const variableSchema = z.union([
  z.strictObject({ value: variableValueSchema }),
  z.strictObject({ secret: secretVersionSchema }),
]);
export type Variable = z.infer<typeof variableSchema>;

export const environmentSchema = z
  .record(variableNameSchema, variableSchema)
  .refine((variables) => Object.keys(variables).length <= variablesMax, `must be at most ${variablesMax}`)
  .refine(
    (variables) => bytesOf(JSON.stringify(variables)) <= environmentBytesMax,
    `must have at most ${environmentBytesMax} bytes together`,
  );
export type Environment = z.infer<typeof environmentSchema>;
