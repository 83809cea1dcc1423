import { pluginHostImage } from "#test/contract/support/kubernetes-harness.ts";
import { rgwOptions } from "#test/contract/support/rgw-harness.ts";
import { startKubernetes, type TestKubernetes } from "#test/contract/support/start-kubernetes.ts";
import { startRedis, type TestRedis } from "#test/contract/support/start-redis.ts";
import { startCeph, type Ceph } from "../../../scripts/support/ceph.ts";

export interface Servers {
  readonly redis: TestRedis;
  readonly ceph: Ceph;
  readonly kubernetes: TestKubernetes;
  /** Null until a tenant needs one. */
  readonly ownCluster: TestKubernetes | null;
  /** A second cluster, of a tenant's own. */
  startOwnCluster(): Promise<TestKubernetes>;
  stop(): Promise<void>;
}

/** Real servers for everything that a tenant is made of, but for PostgreSQL. */
export async function startServers(): Promise<Servers> {
  const [redis, ceph, kubernetes] = await Promise.all([startRedis(), startCeph(), startKubernetes()]);
  let ownCluster: TestKubernetes | null = null;
  return {
    redis,
    ceph,
    kubernetes,
    get ownCluster() {
      return ownCluster;
    },
    startOwnCluster: async () => (ownCluster ??= await startKubernetes()),
    async stop() {
      await Promise.all([redis, ceph, kubernetes, ownCluster].map((server) => server?.stop()));
    },
  };
}

/** By which a control plane finds them. @param kubeconfig path of the file */
export function environmentOf({ redis, ceph }: Servers, kubeconfig: string): Record<string, string> {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = rgwOptions(ceph);
  return {
    REDIS_URL: redis.url,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_ADMIN: "rgw",
    KUBECONFIG: kubeconfig,
    PLUGIN_HOST_IMAGE: pluginHostImage,
    PLATFORM_NETWORKS: "203.0.113.0/24",
  };
}
