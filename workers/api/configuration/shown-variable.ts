import { z } from "zod";
import { secretVersionSchema, type Variable } from "#domain/configuration/index.ts";

/** A variable as it is shown: a secret by its version, never by its value. */
export const shownVariableSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("plain"), name: z.string(), value: z.string() }),
  z.object({ kind: z.literal("secret"), name: z.string(), version: secretVersionSchema }),
]);
export const shown = (name: string, variable: Variable) =>
  "secret" in variable
    ? ({ kind: "secret", name, version: variable.secret } as const)
    : ({ kind: "plain", name, value: variable.value } as const);
