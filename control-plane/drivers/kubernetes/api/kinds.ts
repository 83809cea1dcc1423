import type { Kind } from "../objects/index.ts";

export interface KindFacts {
  /** Newest first; all of them have the shape that we write. */
  readonly versions: readonly string[];
  /** Parts of an object that are ours alone: what others put there is taken out. */
  readonly parts: readonly string[];
  /** Objects of others are taken away as well, since each would allow more. */
  readonly exclusive?: true;
  /** May be taken away and made anew when a field that cannot change has been changed. */
  readonly replaceable?: true;
}

/** What the driver knows of each kind, in the order in which drift is told. */
export const kinds: Readonly<Record<Kind, KindFacts>> = {
  Namespace: { versions: ["v1"], parts: [] },
  NetworkPolicy: { versions: ["networking.k8s.io/v1"], parts: ["spec"], exclusive: true },
  ResourceQuota: { versions: ["v1"], parts: ["spec"] },
  LimitRange: { versions: ["v1"], parts: ["spec"] },
  ServiceAccount: { versions: ["v1"], parts: ["automountServiceAccountToken"] },
  Role: { versions: ["rbac.authorization.k8s.io/v1"], parts: ["rules"] },
  RoleBinding: {
    versions: ["rbac.authorization.k8s.io/v1"],
    parts: ["roleRef", "subjects"],
    exclusive: true,
    replaceable: true,
  },
  Secret: { versions: ["v1"], parts: ["data", "type", "immutable"], replaceable: true },
  Service: { versions: ["v1"], parts: ["spec"], replaceable: true },
  Deployment: { versions: ["apps/v1"], parts: ["spec"], replaceable: true },
  HorizontalPodAutoscaler: { versions: ["autoscaling/v2", "autoscaling/v2beta2"], parts: ["spec"] },
  PodDisruptionBudget: { versions: ["policy/v1", "policy/v1beta1"], parts: ["spec"] },
};

export const kindNames = Object.keys(kinds) as Kind[];
