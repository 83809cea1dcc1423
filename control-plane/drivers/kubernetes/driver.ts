import {
  ProviderUnavailable,
  StatusClock,
  tenantIdsIn,
  type Drift,
  type ProviderHealth,
  type TenantPage,
  type TenantProvider,
  type TenantResources,
} from "#control-plane/drivers/provider/index.ts";
import type { ApiSession } from "./api/api-session.ts";
import { isStatus, isTerminating, KubernetesRefused } from "./api/failures.ts";
import { adaptPlan, listUnsupported } from "./api/served-versions.ts";
import type { Cluster } from "./cluster/cluster.ts";
import { namespaceOf, planTenant, tenantLabel, type PlanOptions } from "./objects/index.ts";
import { compareObject } from "./state/compare-object.ts";
import { describe } from "./state/describe.ts";
import { mendObject } from "./state/mend-object.ts";
import { findLive, findNamespace, readState } from "./state/read-state.ts";
import { removeNamespace, whatIsLeft } from "./state/remove-namespace.ts";
import { findStrangers } from "./state/strangers.ts";

export interface KubernetesOptions extends PlanOptions {
  readonly cluster: Cluster;
  /** How long a removal waits for the namespace to be gone, in milliseconds. */
  readonly removeMsMax?: number;
}

export type ClosableProvider = TenantProvider & { close(): Promise<void> };

/** The provider of one cluster. */
export interface ClusterProvider extends ClosableProvider {
  /** The same for each way to the same cluster. Throws like the other verbs. */
  clusterId(signal: AbortSignal): Promise<string>;
}

const healthMsMax = 5_000;
/** The tenant's secret that its plugin host and the platform share. */
const keyName = "plugin-host";

/** A namespace a tenant, with what guards it and what runs in it, on one cluster. */
export function kubernetesProvider(options: KubernetesOptions): ClusterProvider {
  const { cluster, removeMsMax = 45_000 } = options;
  const clock = new StatusClock();
  let knownId: string | undefined;

  async function clusterId(signal: AbortSignal): Promise<string> {
    return (knownId ??= await cluster.run(signal, readClusterId));
  }

  async function prepare(api: ApiSession, tenant: TenantResources, key: string) {
    const served = await cluster.served(api);
    const waves = adaptPlan(planTenant(tenant, key, options), served);
    return { waves, state: await readState(api, served, tenant.tenantId) };
  }

  async function ensure(tenant: TenantResources, signal: AbortSignal): Promise<readonly Drift[]> {
    signal.throwIfAborted();
    const key = await tenant.secret(keyName);
    return cluster.run(signal, async (api) => {
      const { waves, state } = await prepare(api, tenant, key);
      if (state.namespace?.metadata.deletionTimestamp !== undefined) throw goingAway(tenant.tenantId);
      const mended: Drift[] = [];
      try {
        for (const wave of waves) {
          const drifts = await Promise.all(wave.map((object) => mendObject(api, object, findLive(state, object))));
          mended.push(...drifts.flat());
        }
      } catch (error) {
        // The namespace was taken away meanwhile.
        throw isTerminating(error) || isStatus(error, 404) ? goingAway(tenant.tenantId) : error;
      }
      for (const { object, isOurs } of findStrangers(state.objects, waves.flat())) {
        await api.discard(object);
        mended.push(describe.stranger(object, isOurs));
      }
      return mended;
    });
  }

  async function compare(tenant: TenantResources, signal: AbortSignal): Promise<readonly Drift[]> {
    signal.throwIfAborted();
    const key = await tenant.secret(keyName);
    return cluster.run(signal, async (api) => {
      const { waves, state } = await prepare(api, tenant, key);
      const plan = waves.flat();
      const drifts = await Promise.all(plan.map((object) => compareObject(api, object, findLive(state, object))));
      const strangers = findStrangers(state.objects, plan);
      return [...drifts.flat(), ...strangers.map(({ object, isOurs }) => describe.stranger(object, isOurs))];
    });
  }

  async function remains(tenantId: string, signal: AbortSignal): Promise<readonly string[]> {
    return cluster.run(signal, async (api) => {
      const namespace = await findNamespace(api, tenantId);
      if (namespace === undefined) return [];
      return [`The namespace ${namespace.metadata.name}. ${whatIsLeft(namespace)}`.trim()];
    });
  }

  async function list(after: string | null, signal: AbortSignal): Promise<TenantPage> {
    return cluster.run(signal, async (api) => {
      const { names, next } = await api.listNamespaces(tenantLabel, after);
      return { tenantIds: tenantIdsIn(names, namespaceOf("")), next };
    });
  }

  /** What a server cannot do for us is told in the detail, and is no reason to call it ill. */
  async function health(signal: AbortSignal): Promise<ProviderHealth> {
    try {
      const detail = await cluster.run(signal, (api) => describeServer(api, cluster), healthMsMax);
      return clock.note("ok", detail);
    } catch (error) {
      signal.throwIfAborted();
      return clock.note("unavailable", error instanceof Error ? error.message : String(error));
    }
  }

  return {
    name: "kubernetes",
    ensure,
    compare,
    remains,
    list,
    health,
    clusterId,
    close: () => cluster.close(),
    remove: (tenantId, signal) =>
      cluster.run(
        signal,
        (api, bounded) => removeNamespace(api, tenantId, removeMsMax, bounded),
        // It is to give up by itself, and say what is left.
        removeMsMax + 15_000,
      ),
  };
}

async function readClusterId(api: ApiSession): Promise<string> {
  const id = await api.clusterId();
  if (id === null)
    throw new KubernetesRefused("The Kubernetes API server has no namespace kube-system to be known by.");
  return id;
}

async function describeServer(api: ApiSession, cluster: Cluster): Promise<string> {
  const version = await api.version();
  if (!(await api.mayMakeNamespaces())) {
    throw new KubernetesRefused("The Kubernetes API server lets the platform's account make no namespaces.");
  }
  const unsupported = listUnsupported(version, await cluster.served(api));
  return [`Kubernetes ${version.gitVersion}.`, ...unsupported].join(" ");
}

function goingAway(tenantId: string): ProviderUnavailable {
  return new ProviderUnavailable(
    `The namespace of tenant ${tenantId} is being removed; nothing can be made in it until it is gone.`,
  );
}
