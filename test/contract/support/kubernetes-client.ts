import { Agent, request } from "undici";
import { namespaceOf } from "#control-plane/drivers/kubernetes/objects/index.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import type { TestKubernetes } from "./start-kubernetes.ts";

export interface Answer {
  readonly status: number;
  readonly body: AnyJson;
}

/** Calls of the API server as somebody. */
export interface KubernetesClient {
  call(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Throws unless it went well. */
  must(...call: Parameters<KubernetesClient["call"]>): Promise<Answer["body"]>;
}

/** @param token null for nobody */
export function kubernetesClient(
  kubernetes: TestKubernetes,
  token: string | null = kubernetes.token,
): KubernetesClient {
  const agent = new Agent({ connect: { ca: kubernetes.certificate } });
  const client: KubernetesClient = {
    async call(method, path, body, headers = {}) {
      const response = await request(`https://127.0.0.1:${kubernetes.port}${path}`, {
        method,
        dispatcher: agent,
        headers: {
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          "Content-Type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
          ...headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.body.text();
      return { status: response.statusCode, body: text.startsWith("{") ? JSON.parse(text) : text };
    },
    async must(...call) {
      const { status, body } = await client.call(...call);
      if (status > 299) throw new Error(`${call[0]} ${call[1]}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
  };
  return client;
}

/** Paths within a tenant's namespace. */
export function pathsOf(tenantId: string) {
  const namespace = namespaceOf(tenantId);
  const within = (group: string) => (resource: string, name?: string) =>
    `${group}/namespaces/${namespace}/${resource}${name === undefined ? "" : `/${name}`}`;
  return {
    namespace: `/api/v1/namespaces/${namespace}`,
    core: within("/api/v1"),
    apps: within("/apis/apps/v1"),
    networking: within("/apis/networking.k8s.io/v1"),
    rbac: within("/apis/rbac.authorization.k8s.io/v1"),
    policy: within("/apis/policy/v1beta1"),
    autoscaling: within("/apis/autoscaling/v2beta2"),
  };
}

/** A token of the tenant's service account, good for an hour. */
export async function tokenOf(kubernetes: TestKubernetes, tenantId: string): Promise<string> {
  const path = `${pathsOf(tenantId).core("serviceaccounts", "plugin-host")}/token`;
  const asked = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 3_600 } };
  return (await kubernetesClient(kubernetes).must("POST", path, asked)).status.token;
}
