import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubernetesConfigSchema, openKubernetes, type OpenedCluster } from "#control-plane/drivers/kubernetes/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { DriftKind, ProviderHarness } from "../provider/index.ts";
import { busyHttp } from "./busy-answers.ts";
import { kubernetesClient, pathsOf, tokenOf, type KubernetesClient } from "./kubernetes-client.ts";
import { kubernetesTrespasses } from "./kubernetes-trespasses.ts";
import type { TestKubernetes } from "./start-kubernetes.ts";

export const pluginHostImage = "registry.hotswap.example/plugin-host:1.0.0";

/** As the platform opens it: from a file. */
export function openTestCluster(kubeconfig: string, timeoutMs = 10_000): OpenedCluster {
  const directory = mkdtempSync(join(tmpdir(), "hotswap-kubeconfig-"));
  try {
    const path = join(directory, "kubeconfig");
    writeFileSync(path, kubeconfig, { mode: 0o600 });
    const config = kubernetesConfigSchema.parse({ KUBECONFIG: path, PLUGIN_HOST_IMAGE: pluginHostImage });
    return openKubernetes(config, { callMsMax: timeoutMs, operationMsMax: 60_000 })!;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function kubernetesHarness(kubernetes: TestKubernetes): ProviderHarness {
  const admin = kubernetesClient(kubernetes);
  const mark = ({ tenantId }: TenantResources) => pathsOf(tenantId).core("configmaps", "mark");
  return {
    provider: openTestCluster(kubernetes.kubeconfig()).provider,
    wire: {
      host: "127.0.0.1",
      port: kubernetes.port,
      tls: kubernetes.identity,
      busy: busyHttp,
      connect: (port, timeoutMs) => openTestCluster(kubernetes.kubeconfig({ port }), timeoutMs).provider,
    },
    drifts: driftsOf(admin),
    // Tenants may put nothing there; what they may is to read what is theirs.
    async leaveMark(tenant) {
      await admin.call("POST", pathsOf(tenant.tenantId).core("configmaps"), { metadata: { name: "mark" } });
    },
    async findMark(tenant) {
      if ((await admin.call("GET", mark(tenant))).status !== 200) return false;
      const own = kubernetesClient(kubernetes, await tokenOf(kubernetes, tenant.tenantId));
      const { status, body } = await own.call("GET", pathsOf(tenant.tenantId).core("secrets", "hotswap-tenant"));
      const key = Buffer.from(await tenant.secret("plugin-host")).toString("base64");
      return status === 200 && body.data["plugin-host-key"] === key;
    },
    trespass: (mine, theirs) => kubernetesTrespasses(kubernetes, mine.tenantId, theirs.tenantId),
    stop: async () => {},
  };
}

type Paths = ReturnType<typeof pathsOf>;

function driftsOf(admin: KubernetesClient): DriftKind[] {
  const drift = (name: string, make: (paths: Paths) => Promise<unknown>): DriftKind => ({
    name,
    make: async ({ tenantId }) => void (await make(pathsOf(tenantId))),
  });
  const patch = (name: string, path: (paths: Paths) => string, body: unknown) =>
    drift(name, (paths) => admin.must("PATCH", path(paths), body));
  const policy = (name: string) => (paths: Paths) => paths.networking("networkpolicies", name);
  const deployment = (paths: Paths) => paths.apps("deployments", "plugin-host");
  const quota = (paths: Paths) => paths.core("resourcequotas", "hotswap-tier");
  const binding = (paths: Paths) => paths.rbac("rolebindings", "hotswap-tenant-reader");
  const strategic = { "Content-Type": "application/strategic-merge-patch+json" };
  const everybody = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] };
  const rbac = "rbac.authorization.k8s.io";
  return [
    drift("a policy deleted", (paths) => admin.must("DELETE", policy("default-deny")(paths))),
    patch("a policy that selects fewer pods", policy("default-deny"), {
      spec: { podSelector: { matchLabels: { a: "b" } } },
    }),
    patch("a policy that lets everybody in", policy("default-deny"), { spec: { ingress: [{}] } }),
    patch("a policy that denies one way only", policy("default-deny"), { spec: { policyTypes: ["Ingress"] } }),
    patch("a policy with one more rule", policy("allow-dns"), { spec: { egress: [{}] } }),
    drift("a policy of somebody else that allows everything", (paths) =>
      admin.must("POST", paths.networking("networkpolicies"), { metadata: { name: "debugging" }, spec: everybody }),
    ),
    patch("a quota raised", quota, { spec: { hard: { pods: "100", "limits.cpu": "100" } } }),
    patch("a quota that lacks a resource", quota, { spec: { hard: { "limits.memory": null } } }),
    patch("a quota with one resource more", quota, { spec: { hard: { "count/jobs.batch": "9" } } }),
    drift("a quota deleted", (paths) => admin.must("DELETE", quota(paths))),
    patch("limits raised", (paths) => paths.core("limitranges", "hotswap-tier"), {
      spec: { limits: [{ type: "Container", max: { cpu: "64" } }] },
    }),
    patch("a role that may do more", (paths) => paths.rbac("roles", "hotswap-tenant-reader"), {
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
    }),
    patch("a role given to others as well", binding, {
      subjects: [{ kind: "Group", apiGroup: rbac, name: "system:authenticated" }],
    }),
    drift("another binding in the place of ours", async (paths) => {
      await admin.must("DELETE", binding(paths));
      await admin.must("POST", paths.rbac("rolebindings"), {
        metadata: { name: "hotswap-tenant-reader" },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
        subjects: [{ kind: "ServiceAccount", name: "plugin-host" }],
      });
    }),
    drift("a binding of somebody else", (paths) =>
      admin.must("POST", paths.rbac("rolebindings"), {
        metadata: { name: "helper" },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "edit" },
        subjects: [{ kind: "ServiceAccount", name: "plugin-host" }],
      }),
    ),
    patch("a secret changed", (paths) => paths.core("secrets", "hotswap-tenant"), {
      data: { "plugin-host-key": "AAAA" },
    }),
    patch("a secret with one entry more", (paths) => paths.core("secrets", "hotswap-tenant"), {
      data: { more: "AAAA" },
    }),
    drift("a changed secret that was made unchangeable", (paths) =>
      admin.must("PATCH", paths.core("secrets", "hotswap-tenant"), {
        immutable: true,
        data: { "plugin-host-key": "AAAA" },
      }),
    ),
    patch("a token put into pods", (paths) => paths.core("serviceaccounts", "plugin-host"), {
      automountServiceAccountToken: true,
    }),
    patch("pods that need not be restricted", (paths) => paths.namespace, {
      metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
    }),
    patch("labels lost", (paths) => paths.namespace, {
      metadata: { labels: { "pod-security.kubernetes.io/enforce": null } },
    }),
    drift("another image", (paths) =>
      admin.must(
        "PATCH",
        deployment(paths),
        containers([{ name: "plugin-host", image: "evil.example/x:1" }]),
        strategic,
      ),
    ),
    drift("a privileged plugin host", (paths) =>
      admin.must(
        "PATCH",
        deployment(paths),
        containers([{ name: "plugin-host", securityContext: { allowPrivilegeEscalation: true, privileged: true } }]),
        strategic,
      ),
    ),
    drift("a second container", (paths) =>
      admin.must("PATCH", deployment(paths), containers([{ name: "miner", image: "evil.example/x:1" }]), strategic),
    ),
    patch("a pod on the host's network", deployment, { spec: { template: { spec: { hostNetwork: true } } } }),
    patch("no replicas", deployment, { spec: { replicas: 0 } }),
    drift("a deployment deleted", (paths) => admin.must("DELETE", deployment(paths))),
    patch("a service that leads elsewhere", (paths) => paths.core("services", "plugin-host"), {
      spec: { selector: { "app.kubernetes.io/component": "other" } },
    }),
  ];
}

function containers(list: readonly object[]) {
  return { spec: { template: { spec: { containers: list } } } };
}
