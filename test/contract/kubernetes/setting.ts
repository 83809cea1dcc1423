import { afterAll, beforeAll } from "vitest";
import type { OpenedCluster } from "#control-plane/drivers/kubernetes/index.ts";
import type { Tier } from "#domain/tenant/index.ts";
import { kubernetesClient, type KubernetesClient } from "../support/kubernetes-client.ts";
import { openTestCluster } from "../support/kubernetes-harness.ts";
import type { TestKubernetes } from "../support/start-kubernetes.ts";
import { makeTenant } from "../support/tenants.ts";

export const never = new AbortController().signal;

export interface Setting {
  readonly opened: OpenedCluster;
  readonly admin: KubernetesClient;
}

/** The driver and an administrator's calls, for the tests of a describe. */
export function useSetting(server: () => TestKubernetes): () => Setting {
  let setting: Setting;
  beforeAll(() => {
    setting = { opened: openTestCluster(server().kubeconfig()), admin: kubernetesClient(server()) };
  });
  afterAll(() => setting.opened.provider.close());
  return () => setting;
}

/** A tenant that has all that it ought to have. */
export async function ensuredTenant({ opened }: Setting, tier: Tier) {
  const tenant = makeTenant(tier);
  await opened.provider.ensure(tenant, never);
  return tenant;
}
