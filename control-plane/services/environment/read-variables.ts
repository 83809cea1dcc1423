import type { ReadVariablesInput, VariableValues } from "#domain/contracts/index.ts";
import { openSecret } from "../secrets/index.ts";
import type { EnvironmentServices } from "./context.ts";
import { variableSecret } from "./variable-secret.ts";

/** The values of a tenant's secrets, for its own objects. What it does not have by this name and version is left out. */
export async function readVariables(
  { database, masterKeys }: Pick<EnvironmentServices, "database" | "masterKeys">,
  tenantId: string,
  { variables }: ReadVariablesInput,
): Promise<VariableValues> {
  const values = new Map<string, string>();
  for (const variable of variables) {
    const value = await openSecret(database, masterKeys, variableSecret(tenantId, variable));
    if (value !== null) values.set(variable.name, value);
  }
  return { values: Object.fromEntries(values) };
}
