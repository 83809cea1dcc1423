export type { ClusterGate, ClusterServices } from "./context.ts";
export { findClusters } from "./find-clusters.ts";
export { forgetLeftCluster } from "./give-up-cluster.ts";
export { removeKubeconfig } from "./remove-kubeconfig.ts";
export { setKubeconfig } from "./set-kubeconfig.ts";
