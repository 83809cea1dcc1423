import { z } from "zod";
import type { CreateDocumentOptions } from "zod-openapi";
import { listQuerySchema } from "../list-query.ts";

type Override = NonNullable<Extract<CreateDocumentOptions["override"], (...input: never) => unknown>>;

/** Says of a schema what zod's own translation does not, or leaves out what it says too much. */
export const adjustSchema: Override = ({ zodSchema, jsonSchema, io }) => {
  if (zodSchema === listQuerySchema.shape.limit) {
    // On the wire a string of digits, which a client thinks of as a number.
    for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
    Object.assign(jsonSchema, { type: "integer", minimum: 1, maximum: 200, default: 50 });
  }
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (zodSchema instanceof z.ZodString) forgetFlags(zodSchema, jsonSchema);
  // Answers may grow: a client that refuses what it does not know yet would break.
  if (zodSchema instanceof z.ZodObject && io === "output" && !isStrict(zodSchema))
    delete jsonSchema.additionalProperties;
};

/** JSON Schema's patterns heed case, and have no flag that says otherwise: one that needs it is left out. */
function forgetFlags(schema: z.ZodString, jsonSchema: { pattern?: string; allOf?: unknown[] }): void {
  const { _zod: internals } = schema;
  const patterns = internals.bag.patterns ?? new Set<RegExp>();
  const strict = [...patterns].filter(({ flags }) => !flags.includes("i"));
  if (strict.length === patterns.size) return;
  delete jsonSchema.pattern;
  delete jsonSchema.allOf;
  if (strict.length === 1) jsonSchema.pattern = strict[0]!.source;
  if (strict.length > 1) jsonSchema.allOf = strict.map(({ source }) => ({ pattern: source }));
}

function isStrict(schema: z.ZodObject): boolean {
  return schema.def.catchall instanceof z.ZodNever;
}
