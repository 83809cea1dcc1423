/** An object as the API takes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly [part: string]: unknown;
}

export type Kind =
  | "Namespace"
  | "ResourceQuota"
  | "LimitRange"
  | "NetworkPolicy"
  | "ServiceAccount"
  | "Role"
  | "RoleBinding"
  | "Secret"
  | "Service"
  | "Deployment"
  | "HorizontalPodAutoscaler"
  | "PodDisruptionBudget";
