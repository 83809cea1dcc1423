import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { labelsOf, pluginHost, pluginHostMetadata, pluginHostSelector, tenantSecret } from "./names.ts";
import { pluginHostPort } from "./plugin-host-port.ts";
import { isScaled, surge, tierSizes, type ReplicaSize } from "./tier-sizes.ts";

export interface PluginHostOptions {
  readonly image: string;
  /** The one address that the plugin host calls. */
  readonly gatewayUrl: string;
}

/** Distroless images' `nonroot`. */
const userId = 65_532;
const secretDirectory = "/etc/hotswap/tenant";

/**
 * The tenant's own plugin host. Where the number of replicas follows the load it is not stated here: it is the
 * autoscaler's.
 */
export function planDeployment(
  tenant: Pick<TenantResources, "tenantId" | "tier">,
  options: PluginHostOptions,
): Manifest {
  const { replica, replicas } = tierSizes[tenant.tier];
  const selector = pluginHostSelector(tenant.tenantId);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: pluginHostMetadata(tenant),
    spec: {
      ...(isScaled(tenant.tier) ? {} : { replicas: replicas.min }),
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 300,
      selector: { matchLabels: selector },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: surge, maxUnavailable: 0 } },
      template: {
        metadata: { labels: { ...labelsOf(tenant), ...selector } },
        spec: {
          serviceAccountName: pluginHost,
          automountServiceAccountToken: false,
          // Addresses of a namespace's services are nothing that plugins need to see.
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 30,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: userId,
            runAsGroup: userId,
            fsGroup: userId,
            seccompProfile: { type: "RuntimeDefault" },
          },
          topologySpreadConstraints: [spread("kubernetes.io/hostname"), spread("topology.kubernetes.io/zone")],
          containers: [planContainer(replica, options)],
          volumes: [
            { name: "scratch", emptyDir: { sizeLimit: `${replica.scratchMi / 2}Mi` } },
            { name: "tenant", secret: { secretName: tenantSecret, defaultMode: 0o440 } },
          ],
        },
      },
    },
  };

  function spread(topologyKey: string) {
    return { maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels: selector } };
  }
}

function planContainer(replica: ReplicaSize, options: PluginHostOptions) {
  const memory = `${replica.memoryMi}Mi`;
  const scratch = `${replica.scratchMi}Mi`;
  return {
    name: pluginHost,
    image: options.image,
    imagePullPolicy: "IfNotPresent",
    ports: [{ name: "http", protocol: "TCP", containerPort: pluginHostPort }],
    env: [
      { name: "HOTSWAP_GATEWAY_URL", value: options.gatewayUrl },
      { name: "HOTSWAP_TENANT_DIRECTORY", value: secretDirectory },
    ],
    resources: {
      requests: { cpu: `${replica.cpuRequestMilli}m`, memory, "ephemeral-storage": scratch },
      limits: { cpu: `${replica.cpuLimitMilli}m`, memory, "ephemeral-storage": scratch },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "scratch", mountPath: "/tmp" },
      { name: "tenant", mountPath: secretDirectory, readOnly: true },
    ],
    startupProbe: probe(1, 60),
    readinessProbe: probe(2, 2),
    // A plugin that loops for ever is seen to inside, by the watchdog; this is for the watchdog.
    livenessProbe: probe(10, 3),
  };
}

function probe(periodSeconds: number, failureThreshold: number) {
  return { httpGet: { path: "/health", port: "http" }, periodSeconds, failureThreshold, timeoutSeconds: 1 };
}
