import type { Kind, Manifest } from "../objects/index.ts";
import type { ApiSession } from "./api-session.ts";
import { kindNames, kinds } from "./kinds.ts";

/** The version in which the server has each kind; kinds that it has in none are left out. */
export type ServedVersions = ReadonlyMap<Kind, string>;

export async function discoverVersions(api: ApiSession): Promise<ServedVersions> {
  const found = await Promise.all(
    kindNames.map(async (kind): Promise<[Kind, string] | null> => {
      for (const version of kinds[kind].versions) if (await api.isServed(version, kind)) return [kind, version];
      return null;
    }),
  );
  return new Map(found.filter((entry) => entry !== null));
}

/** The plan in the server's versions, without what it has not. */
export function adaptPlan(
  waves: readonly (readonly Manifest[])[],
  served: ServedVersions,
): readonly (readonly Manifest[])[] {
  const adapt = (object: Manifest): Manifest[] => {
    const apiVersion = served.get(object.kind);
    return apiVersion === undefined ? [] : [{ ...object, apiVersion }];
  };
  return waves.map((wave) => wave.flatMap(adapt));
}

/**
 * What a server cannot do for us, a sentence each.
 *
 * @param version as `/version` tells it, e.g. `{ major: "1", minor: "20+" }`
 */
export function listUnsupported(
  version: { readonly major: string; readonly minor: string },
  served: ServedVersions,
): readonly string[] {
  const minor = Number.parseInt(version.major, 10) > 1 ? Infinity : Number.parseInt(version.minor, 10);
  return [
    ...kindNames.filter((kind) => !served.has(kind)).map((kind) => `It has no ${kind}.`),
    ...(minor < 25
      ? ["It may not hold pods to the restricted pod security standard, which came for good with 1.25."]
      : []),
    ...(minor < 21
      ? [
          "It does not label namespaces with their names, by which NetworkPolicies know them: label kube-system and the platform's.",
        ]
      : []),
  ];
}
