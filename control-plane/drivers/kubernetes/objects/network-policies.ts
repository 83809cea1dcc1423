import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Manifest } from "./manifest.ts";
import { metadataOf, namespaceNameLabel, pluginHostSelector } from "./names.ts";
import type { PlatformPlace } from "./platform-place.ts";
import { pluginHostPort } from "./plugin-host-port.ts";

/**
 * Nothing goes in or out but this: names are looked up, the platform calls the plugin host, and the plugin host calls
 * the platform's gateway.
 *
 * A rule with an empty list of peers would allow everybody; where the platform has no place, the policy is left out.
 */
export function planNetworkPolicies(
  tenant: Pick<TenantResources, "tenantId" | "tier">,
  place: PlatformPlace,
): readonly Manifest[] {
  const policy = (name: string, spec: Record<string, unknown>): Manifest => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: metadataOf(tenant, name),
    spec,
  });
  const everyPod = {};
  const pluginHost = { matchLabels: pluginHostSelector(tenant.tenantId) };
  const callers = callersOf(place);
  const gateway = gatewayOf(place);
  return [
    policy("default-deny", { podSelector: everyPod, policyTypes: ["Ingress", "Egress"] }),
    policy("allow-dns", {
      podSelector: everyPod,
      policyTypes: ["Egress"],
      egress: [{ to: [nameServers], ports: [tcp(53), { protocol: "UDP", port: 53 }] }],
    }),
    ...(callers.length === 0
      ? []
      : [
          policy("allow-platform", {
            podSelector: pluginHost,
            policyTypes: ["Ingress"],
            ingress: [{ from: callers, ports: [tcp(pluginHostPort)] }],
          }),
        ]),
    ...(gateway.length === 0
      ? []
      : [
          policy("allow-gateway", {
            podSelector: pluginHost,
            policyTypes: ["Egress"],
            egress: [{ to: gateway, ports: [tcp(place.gatewayPort)] }],
          }),
        ]),
  ];
}

const nameServers = {
  namespaceSelector: { matchLabels: { [namespaceNameLabel]: "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

function callersOf(place: PlatformPlace): readonly object[] {
  if (place.kind === "addresses") return place.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  return [{ namespaceSelector: { matchLabels: { [namespaceNameLabel]: place.namespace } } }];
}

function gatewayOf(place: PlatformPlace): readonly object[] {
  if (place.kind === "addresses") return place.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  return [
    {
      namespaceSelector: { matchLabels: { [namespaceNameLabel]: place.namespace } },
      podSelector: { matchLabels: { "app.kubernetes.io/component": "gateway" } },
    },
  ];
}

function tcp(port: number) {
  return { protocol: "TCP", port };
}
