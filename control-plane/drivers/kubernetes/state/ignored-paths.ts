import type { Manifest } from "../objects/index.ts";

/** What `kubectl rollout restart` notes; to take it out would roll out once more. */
const restarted = "spec.template.metadata.annotations.kubectl.kubernetes.io/restartedAt";

/** Paths of parts that are ours which others see to: replicas that are not stated are the autoscaler's. */
export function ignoredPaths({ kind, spec }: Manifest): ReadonlySet<string> {
  if (kind !== "Deployment") return new Set();
  return new Set("replicas" in (spec as object) ? [restarted] : [restarted, "spec.replicas"]);
}
