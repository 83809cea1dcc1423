import type { Result } from "#domain/errors/index.ts";
import type { TenantCluster } from "#domain/tenant/index.ts";
import type { TenantServices } from "../tenants/index.ts";

/** Asks clusters that tenants bring. */
export interface ClusterGate {
  /** Whether the platform is let in and may make what a tenant needs. Makes nothing there; in a few seconds. */
  inspect(
    kubeconfig: string,
    signal: AbortSignal,
  ): Promise<Result<Omit<TenantCluster, "setAt">, "invalid-kubeconfig" | "cluster-unavailable">>;
}

export interface ClusterServices extends TenantServices {
  /** Null where Kubernetes is not configured. */
  readonly clusters: ClusterGate | null;
}

/** The secret under which a tenant's own kubeconfig is kept. */
export const kubeconfigName = "kubeconfig";
