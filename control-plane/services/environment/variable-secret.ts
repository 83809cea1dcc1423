import type { SecretName } from "../secrets/index.ts";

export interface VariableVersion {
  readonly name: string;
  readonly version: string;
}

/** What names of variables' secrets begin with, among all that a tenant keeps. */
export const variablePrefix = "environment/";

/** What the value is sealed as: it opens for this tenant, this variable and this version alone. */
export function variableSecret(tenantId: string, { name, version }: VariableVersion): SecretName {
  return { tenantId, name: `${variablePrefix}${version}/${name}` };
}

export function versionOf(secretName: string): string {
  return secretName.slice(variablePrefix.length).split("/")[0]!;
}
