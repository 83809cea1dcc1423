import type { Trespass } from "../provider/index.ts";
import { kubernetesClient, pathsOf, tokenOf, type KubernetesClient } from "./kubernetes-client.ts";
import type { TestKubernetes } from "./start-kubernetes.ts";

type Call = Parameters<KubernetesClient["call"]>;

/** One tenant's service account at another's namespace, at what bounds its own, and at the cluster. */
export async function kubernetesTrespasses(
  kubernetes: TestKubernetes,
  mine: string,
  theirs: string,
): Promise<readonly Trespass[]> {
  const token = await tokenOf(kubernetes, mine);
  const attempts: Trespass[] = [];
  for (const [who, client, calls] of [
    ["tenant", kubernetesClient(kubernetes, token), [...atAnother(theirs), ...atItsOwn(mine), ...atTheCluster()]],
    ["nobody", kubernetesClient(kubernetes, null), atAnother(theirs)],
    ["a forged token", kubernetesClient(kubernetes, forge(token, mine, theirs)), atAnother(theirs)],
  ] as const) {
    for (const call of calls)
      attempts.push({ tried: `${who}: ${call[0]} ${call[1]}`, outcome: await outcomeOf(client, call) });
  }
  return attempts;
}

async function outcomeOf(client: KubernetesClient, call: Call): Promise<string> {
  const { status, body } = await client.call(...call);
  return status === 401 || status === 403 ? "refused" : `${status} ${JSON.stringify(body)}`;
}

/** The same token with another namespace in it, under the old signature. */
function forge(token: string, mine: string, theirs: string): string {
  const [head, claims, signature] = token.split(".");
  const changed = Buffer.from(claims!, "base64url").toString().replaceAll(mine, theirs);
  return [head, Buffer.from(changed).toString("base64url"), signature].join(".");
}

const everything = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] };
const pod = { metadata: { name: "x" }, spec: { containers: [{ name: "x", image: "x" }] } };
const rbac = "rbac.authorization.k8s.io";
const admin = { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" };

function atAnother(theirs: string): Call[] {
  const paths = pathsOf(theirs);
  return [
    ["GET", paths.namespace],
    ["DELETE", paths.namespace],
    ["GET", paths.core("secrets")],
    ["GET", paths.core("secrets", "hotswap-tenant")],
    ["PATCH", paths.core("secrets", "hotswap-tenant"), { data: { x: "AAAA" } }],
    ["GET", paths.core("configmaps", "mark")],
    ["DELETE", paths.core("configmaps", "mark")],
    ["POST", paths.core("configmaps"), { metadata: { name: "x" } }],
    ["GET", paths.core("pods")],
    ["POST", paths.core("pods"), pod],
    ["GET", paths.core("resourcequotas", "hotswap-tier")],
    ["GET", paths.core("events")],
    ["GET", paths.apps("deployments", "plugin-host")],
    ["PATCH", paths.apps("deployments", "plugin-host"), { spec: { replicas: 0 } }],
    ["DELETE", paths.networking("networkpolicies", "default-deny")],
    ["POST", paths.networking("networkpolicies"), { metadata: { name: "x" }, spec: everything }],
    ["POST", `${paths.core("serviceaccounts", "plugin-host")}/token`, { spec: {} }],
    ["POST", paths.rbac("rolebindings"), { metadata: { name: "x" }, roleRef: admin }],
    ["GET", `${paths.core("services", "plugin-host")}/proxy/`],
  ];
}

function atItsOwn(mine: string): Call[] {
  const paths = pathsOf(mine);
  const all = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];
  const dryRun = (path: string) => `${path}?dryRun=All`;
  return [
    ["DELETE", paths.namespace],
    ["PATCH", paths.namespace, { metadata: { labels: { "pod-security.kubernetes.io/enforce": null } } }],
    ["GET", paths.core("secrets")],
    ["GET", paths.core("secrets", "another")],
    ["PATCH", paths.core("secrets", "hotswap-tenant"), { data: { x: "AAAA" } }],
    ["PATCH", paths.core("resourcequotas", "hotswap-tier"), { spec: { hard: { pods: "100" } } }],
    ["PATCH", `${paths.core("resourcequotas", "hotswap-tier")}/status`, { status: { used: { pods: "0" } } }],
    ["DELETE", paths.core("resourcequotas", "hotswap-tier")],
    ["PATCH", dryRun(paths.core("resourcequotas", "hotswap-tier")), { spec: { hard: { pods: "100" } } }],
    ["DELETE", paths.core("limitranges", "hotswap-tier")],
    ["DELETE", paths.networking("networkpolicies", "default-deny")],
    ["DELETE", paths.networking("networkpolicies")],
    ["PATCH", paths.networking("networkpolicies", "default-deny"), { spec: { ingress: [{}], egress: [{}] } }],
    ["POST", paths.networking("networkpolicies"), { metadata: { name: "x" }, spec: everything }],
    ["PATCH", paths.rbac("roles", "hotswap-tenant-reader"), { rules: all }],
    ["POST", paths.rbac("roles"), { metadata: { name: "x" }, rules: all }],
    ["POST", paths.rbac("rolebindings"), { metadata: { name: "x" }, roleRef: admin }],
    ["DELETE", paths.rbac("rolebindings", "hotswap-tenant-reader")],
    ["POST", paths.core("pods"), pod],
    ["PATCH", paths.apps("deployments", "plugin-host"), { spec: { replicas: 9 } }],
    ["POST", paths.core("serviceaccounts"), { metadata: { name: "x" } }],
    ["POST", `${paths.core("serviceaccounts", "default")}/token`, { spec: {} }],
  ];
}

function atTheCluster(): Call[] {
  return [
    ["GET", "/api/v1/namespaces"],
    ["GET", "/api/v1/secrets"],
    ["GET", "/api/v1/pods"],
    ["GET", "/api/v1/nodes"],
    ["GET", "/api/v1/namespaces/kube-system/secrets"],
    ["GET", `/apis/${rbac}/v1/clusterroles`],
    ["POST", "/api/v1/namespaces", { metadata: { name: "tenant-x" } }],
    ["POST", `/apis/${rbac}/v1/clusterrolebindings`, { metadata: { name: "x" }, roleRef: admin }],
    ["GET", "/api/v1/namespaces", undefined, { "Impersonate-User": "platform", "Impersonate-Group": "system:masters" }],
    ["GET", "/metrics"],
    ["GET", "/logs/"],
  ];
}
