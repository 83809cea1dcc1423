import { mkdir, realpath } from "node:fs/promises";
import type { Config } from "./config.ts";
import { directoryBlobsProvider, rgwBlobsProvider, s3BlobsProvider } from "./drivers/blobs/index.ts";
import {
  kubernetesByTenant,
  openKubernetes,
  openTenantCluster,
  type OpenedCluster,
} from "./drivers/kubernetes/index.ts";
import type { TenantProvider } from "./drivers/provider/index.ts";
import { redisProvider } from "./drivers/redis/index.ts";
import type { ProvisioningServices } from "./provisioning/index.ts";
import { openSecret } from "./services/secrets/index.ts";
import type { TenantServices } from "./services/tenants/index.ts";

type Providers = ProvisioningServices["providers"];
type Closing = () => unknown;

/** The secret under which a tenant's own kubeconfig is kept. */
const kubeconfigName = "kubeconfig";

/** The providers that are configured, the real ones. Makes the blobs' directory, and connects to nothing yet. */
export async function connectProviders(
  config: Config,
  tenants: Pick<TenantServices, "owner" | "masterKeys">,
): Promise<{
  readonly providers: Providers;
  readonly cluster: OpenedCluster["cluster"] | null;
  close(): Promise<unknown>;
}> {
  const providers = new Map<"redis" | "blobs" | "kubernetes", TenantProvider>();
  const closing: Closing[] = [];
  if (config.redisUrl !== null) {
    const redis = redisProvider({ url: config.redisUrl });
    providers.set("redis", redis);
    closing.push(() => redis.close());
  }
  const blobs = await connectBlobs(config, closing);
  if (blobs !== null) providers.set("blobs", blobs);
  const opened = openKubernetes(config.kubernetes);
  if (opened !== null) {
    const kubernetes = kubernetesByTenant({
      shared: opened.provider,
      kubeconfigOf: (tenantId) => openSecret(tenants.owner, tenants.masterKeys, { tenantId, name: kubeconfigName }),
      open: (kubeconfig) => openTenantCluster(kubeconfig, config.kubernetes, config.fetchAllow).provider,
    });
    providers.set("kubernetes", kubernetes);
    closing.push(() => kubernetes.close());
  }
  const close = () => Promise.allSettled(closing.map(async (end) => end()));
  return { providers, cluster: opened?.cluster ?? null, close };
}

async function connectBlobs({ s3, blobsDirectory }: Config, closing: Closing[]): Promise<TenantProvider | null> {
  if (s3 !== null) {
    const provider = s3.gateway === "rgw" ? rgwBlobsProvider(s3) : s3BlobsProvider(s3);
    closing.push(() => provider.close());
    return provider;
  }
  if (blobsDirectory === null) return null;
  await mkdir(blobsDirectory, { recursive: true, mode: 0o700 });
  return directoryBlobsProvider(await realpath(blobsDirectory));
}
