import { z } from "zod";
import type { JsonValue } from "#domain/digest/index.ts";
import { settingsPatchSchema } from "./configuration.ts";
import { variableNameSchema, variableSchema } from "./environment.ts";
import { anyFlagNameSchema } from "./flags.ts";
import type { PartEdits } from "./parts.ts";

/** What is to be changed of a configuration: what is left out stays, null takes away. */
export const configurationEditsSchema = z.strictObject({
  settings: settingsPatchSchema.optional(),
  flags: z.record(anyFlagNameSchema, z.boolean().nullable()).optional(),
  environment: z.record(variableNameSchema, variableSchema.nullable()).optional(),
});
export type ConfigurationEdits = z.infer<typeof configurationEditsSchema>;

/** Settings of which null is a value rather than their absence. */
const nullable: readonly string[] = ["url", "postsPath"];

export function partEditsOf({ settings = {}, flags = {}, environment = {} }: ConfigurationEdits): PartEdits {
  const edits = new Map<string, JsonValue | undefined>();
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined) edits.set(name, value === null && !nullable.includes(name) ? undefined : value);
  }
  for (const [name, value] of Object.entries(flags)) edits.set(`flags.${name}`, value ?? undefined);
  for (const [name, value] of Object.entries(environment)) edits.set(`environment.${name}`, value ?? undefined);
  return edits;
}
