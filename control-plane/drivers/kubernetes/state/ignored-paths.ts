import type { Manifest } from "../objects/index.ts";

/** Paths of parts that are ours which another one sees to: replicas that are not stated are the autoscaler's. */
export function ignoredPaths({ kind, spec }: Manifest): ReadonlySet<string> {
  const isScaled = kind === "Deployment" && !("replicas" in (spec as object));
  return new Set(isScaled ? ["spec.replicas"] : []);
}
