import { mkdir, realpath } from "node:fs/promises";
import type { Config } from "./config.ts";
import { directoryBlobsProvider } from "./drivers/blobs/directory/provider.ts";
import type { OpenedCluster } from "./drivers/kubernetes/index.ts";
import type { TenantProvider } from "./drivers/provider/index.ts";
import { redisProvider } from "./drivers/redis/index.ts";
import type { ProvisioningServices } from "./provisioning/index.ts";
import { withTransaction } from "./database/index.ts";
import { findClusters, forgetLeftCluster, type ClusterGate } from "./services/clusters/index.ts";
import type { TenantServices } from "./services/tenants/index.ts";

type Tenants = Pick<TenantServices, "owner" | "masterKeys">;
type Opened = TenantProvider & { close(): unknown };

export interface ConnectedProviders {
  readonly providers: ProvisioningServices["providers"];
  /** The cluster that tenants share; null where there is none. */
  readonly cluster: OpenedCluster["cluster"] | null;
  /** What asks clusters that tenants bring; null where there is no Kubernetes. */
  readonly clusters: ClusterGate | null;
  close(): Promise<unknown>;
}

/**
 * The providers that are configured, the real ones. Makes the blobs' directory, and connects to nothing yet. The large clients of S3 and
 * Kubernetes are loaded only where they are needed: the service starts a good deal faster without.
 */
export async function connectProviders(config: Config, tenants: Tenants): Promise<ConnectedProviders> {
  const redis = config.redisUrl === null ? null : redisProvider({ url: config.redisUrl });
  const blobs = await openBlobs(config);
  const opened = await openClusters(config, tenants);
  const all: readonly (Opened | null)[] = [redis, blobs, opened?.provider ?? null];
  const configured = all.filter((provider) => provider !== null);
  return {
    providers: new Map(configured.map((provider) => [provider.name as "redis" | "blobs" | "kubernetes", provider])),
    cluster: opened?.cluster ?? null,
    clusters: opened?.clusters ?? null,
    close: () => Promise.allSettled(configured.map(async (provider) => provider.close())),
  };
}

async function openBlobs({ s3, blobsDirectory }: Config): Promise<Opened | null> {
  if (s3 !== null) {
    const { rgwBlobsProvider, s3BlobsProvider } = await import("./drivers/blobs/index.ts");
    return s3.gateway === "rgw" ? rgwBlobsProvider(s3) : s3BlobsProvider(s3);
  }
  if (blobsDirectory === null) return null;
  await mkdir(blobsDirectory, { recursive: true, mode: 0o700 });
  return { ...directoryBlobsProvider(await realpath(blobsDirectory)), close: () => {} };
}

async function openClusters({ kubernetes, fetchAllow }: Config, { owner, masterKeys }: Tenants) {
  if (kubernetes.KUBECONFIG === undefined && kubernetes.KUBERNETES_SERVICE_HOST === undefined) return null;
  const { inspectCluster, kubernetesByTenant, openKubernetes, openTenantCluster } =
    await import("./drivers/kubernetes/index.ts");
  const opened = openKubernetes(kubernetes)!;
  const provider = kubernetesByTenant({
    shared: opened.provider,
    clustersOf: (tenantId) => findClusters(owner, masterKeys, tenantId),
    forgetLeft: (tenantId, name) =>
      withTransaction(owner, (transaction) => forgetLeftCluster(transaction, tenantId, name)),
    open: (kubeconfig) => openTenantCluster(kubeconfig, kubernetes, fetchAllow).provider,
  });
  const clusters: ClusterGate = {
    inspect: (kubeconfig, signal) => inspectCluster(kubeconfig, kubernetes, fetchAllow, signal),
  };
  return { provider, cluster: opened.cluster, clusters };
}
