import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rgwBlobsProvider } from "#control-plane/drivers/blobs/index.ts";
import {
  inspectCluster,
  kubernetesByTenant,
  kubernetesConfigSchema,
  openKubernetes,
  openTenantCluster,
} from "#control-plane/drivers/kubernetes/index.ts";
import type { TenantProvider } from "#control-plane/drivers/provider/index.ts";
import { redisProvider } from "#control-plane/drivers/redis/index.ts";
import { postgresTenantDatabases } from "#control-plane/drivers/tenant-databases/index.ts";
import { withTransaction } from "#control-plane/database/index.ts";
import { providerOf, type ProvisioningServices } from "#control-plane/provisioning/index.ts";
import { findClusters, forgetLeftCluster, type ClusterServices } from "#control-plane/services/clusters/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import { rgwOptions } from "#test/contract/support/rgw-harness.ts";
import { pluginHostImage } from "#test/contract/support/kubernetes-harness.ts";
import { keepingEdge } from "#test/integration/provisioning/setting.ts";
import { acting, newTenant, startDatabase, startServices } from "#test/integration/tenants/start-database.ts";
import { configuredIn, type FaultSetting, type VictimName } from "#test/support/provisioning-faults.ts";
import { victimOf, type Victim } from "#test/support/victims.ts";
import { environmentOf, startServers, type Servers } from "./start-servers.ts";

export interface RealSetting extends FaultSetting {
  readonly services: ProvisioningServices & ClusterServices;
  readonly servers: Servers;
  readonly victims: Readonly<Record<VictimName, Victim>>;
  readonly postgresUrl: string;
  /** By which a control plane finds all of them. */
  readonly env: Readonly<Record<string, string>>;
  /** Providers that say that something of the tenant is there. */
  thereOf(tenantId: string): Promise<VictimName[]>;
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Whoever hangs is given up soon, so that a table of faults is walked in minutes. */
const impatient = { callMs: 2_500, operationMs: 20_000 };
/** As in production. */
export const patient = { callMs: 10_000, operationMs: 60_000 };

/** The saga with every provider real: PostgreSQL, Redis, Ceph's gateway, and a Kubernetes API server with its controllers. The edge is kept in memory. */
export async function startRealSetting({ callMs, operationMs } = impatient): Promise<RealSetting> {
  const [started, servers] = await Promise.all([startDatabase(), startServers()]);
  const { redis, ceph, kubernetes } = servers;
  const directory = mkdtempSync(join(tmpdir(), "hotswap-kubeconfig-"));
  writeFileSync(join(directory, "kubeconfig"), kubernetes.kubeconfig(), { mode: 0o600 });
  const config = kubernetesConfigSchema.parse({
    KUBECONFIG: join(directory, "kubeconfig"),
    PLUGIN_HOST_IMAGE: pluginHostImage,
    PLATFORM_NETWORKS: "203.0.113.0/24",
  });
  const edge = keepingEdge();
  const timeouts = { callMsMax: callMs, operationMsMax: operationMs };
  const allow = () => (servers.ownCluster === null ? [] : [`127.0.0.1:${servers.ownCluster.port}`]);
  const own = await startServices(started);
  await own.close();
  const { masterKeys } = own;
  const databases = postgresTenantDatabases(started.postgres.url, () => {}, {
    connectMsMax: callMs,
    statementMsMax: operationMs,
  });
  const redisDriver = redisProvider({ url: redis.url, timeoutMs: callMs });
  const blobs = rgwBlobsProvider({ ...rgwOptions(ceph), timeoutMs: callMs });
  const clusters = kubernetesByTenant({
    shared: openKubernetes(config, timeouts)!.provider,
    clustersOf: (tenantId) => findClusters(started.database, masterKeys, tenantId),
    forgetLeft: (tenantId, name) =>
      withTransaction(started.database, (transaction) => forgetLeftCluster(transaction, tenantId, name)),
    open: (kubeconfig) => openTenantCluster(kubeconfig, config, allow(), timeouts).provider,
  });
  const services = {
    ...own,
    databases,
    providers: new Map<"redis" | "blobs" | "kubernetes", TenantProvider>([
      ["redis", redisDriver],
      ["blobs", blobs],
      ["kubernetes", clusters],
    ]),
    websites: edge,
    firstWebsite: { theme: "0".repeat(64) },
    // A machine that is busy with other things as well is no reason to give up.
    stepTriesMax: 30,
    clusters: {
      inspect: (kubeconfig: string, signal: AbortSignal) => inspectCluster(kubeconfig, config, allow(), signal),
    },
  };
  return {
    services,
    servers,
    postgresUrl: started.postgres.url,
    env: environmentOf(servers, join(directory, "kubeconfig")),
    async thereOf(tenantId) {
      const there: VictimName[] = [];
      for (const name of configuredIn(services)) {
        const left = await providerOf(services, name)!.remains(tenantId, AbortSignal.timeout(20_000));
        if (left.length > 0) there.push(name);
      }
      return there;
    },
    websites: edge.websites,
    victims: {
      postgres: victimOf(
        () => started.postgres.pid,
        () => started.postgres.untilHealthy(),
      ),
      redis: victimOf(
        () => redis.pid,
        () => redis.restart(),
      ),
      blobs: victimOf(
        () => ceph.gatewayPid,
        () => ceph.restartGateway(),
      ),
      kubernetes: victimOf(
        () => kubernetes.apiServerPid,
        () => kubernetes.restartApiServer(),
      ),
    },
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await started.database.$client.query<Row>(text, [...values])).rows,
    async create(more = {}) {
      const created = await withTransaction(started.database, (transaction) =>
        createTenant(transaction, newTenant({ ownerEmail: "owner@example.com", ...more }), acting),
      );
      if (!created.ok) throw new Error(created.failure.detail);
      return created.value;
    },
    async stop() {
      redisDriver.close();
      blobs.close();
      await Promise.all([clusters.close(), databases.close()]);
      await Promise.all([started.stop(), servers.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
