import { z } from "zod";
import {
  secretVersionSchema,
  variableNameSchema,
  variablesMax,
  variableValueSchema,
} from "#domain/configuration/index.ts";

/**
 * Body of `POST /internal/secrets`, answered with 204: the control plane keeps a value of a website's variable, sealed, under a version
 * that nothing names yet. The same again changes nothing.
 */
export const sealVariableInputSchema = z.strictObject({
  name: variableNameSchema,
  version: secretVersionSchema,
  value: variableValueSchema.min(1),
});
export type SealVariableInput = z.infer<typeof sealVariableInputSchema>;

/** Body of `POST /internal/secrets/read`, for a website's or a tenant's object: secrets that a release of it names. */
export const readVariablesInputSchema = z.strictObject({
  variables: z
    .array(z.strictObject({ name: variableNameSchema, version: secretVersionSchema }))
    .min(1)
    .max(variablesMax),
});
export type ReadVariablesInput = z.infer<typeof readVariablesInputSchema>;

/** The answer: values by name. Those that the tenant does not have, by that name and version, are left out. */
export const variableValuesSchema = z.object({ values: z.record(z.string(), z.string()) });
export type VariableValues = z.infer<typeof variableValuesSchema>;

/** The answer of `GET /_hotswap/websites/:websiteId/secret-versions`: those that anything kept of the website names. */
export const secretVersionsSchema = z.object({ versions: z.array(secretVersionSchema) });
