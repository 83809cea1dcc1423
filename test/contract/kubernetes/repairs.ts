import { describe, expect, test } from "vitest";
import { watchDrift, type OpenedCluster } from "#control-plane/drivers/kubernetes/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { pathsOf } from "../support/kubernetes-client.ts";
import type { TestKubernetes } from "../support/start-kubernetes.ts";
import { ensuredTenant, never, useSetting } from "./setting.ts";

/** Last of all: the server is restarted. */
export function describeRepairs(server: () => TestKubernetes): void {
  describe("what is changed behind the platform's back", () => {
    const setting = useSetting(server);

    test("a deleted policy comes back, a raised quota is put back, a strange policy goes, all within seconds", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "starter");
      const paths = pathsOf(tenant.tenantId);
      const policy = paths.networking("networkpolicies", "default-deny");
      const quota = paths.core("resourcequotas", "hotswap-tier");
      const watch = await repairing(opened, tenant);
      try {
        const { uid } = (await admin.must("GET", policy)).metadata;
        await admin.must("DELETE", policy);
        const cameBack = async () => {
          const { status, body } = await admin.call("GET", policy);
          return status === 200 && body.metadata.uid !== uid;
        };
        await eventually("the policy comes back", cameBack, 5_000);

        const { pods } = (await admin.must("GET", quota)).spec.hard;
        await admin.must("PATCH", quota, { spec: { hard: { pods: "100" } } });
        const isPutBack = async () => (await admin.must("GET", quota)).spec.hard.pods === pods;
        await eventually("the quota is put back", isPutBack, 5_000);

        const strange = { metadata: { name: "strange" }, spec: { podSelector: {}, ingress: [{}] } };
        await admin.must("POST", paths.networking("networkpolicies"), strange);
        const isGone = async () =>
          (await admin.call("GET", paths.networking("networkpolicies", "strange"))).status === 404;
        await eventually("the strange policy goes", isGone, 5_000);
      } finally {
        await watch.close();
      }
    });

    test("statuses that controllers write, and their replicas, wake nobody", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "professional");
      const told: string[] = [];
      const watch = watchDrift(opened.cluster, { onDrift: (tenantId) => told.push(tenantId) });
      await watch.watching;
      const path = pathsOf(tenant.tenantId).apps("deployments", "plugin-host");
      await admin.must("PATCH", `${path}/scale`, { spec: { replicas: 3 } });
      const isObserved = async () => (await admin.must("GET", path)).status.replicas === 3;
      await eventually("the controllers did what they do", isObserved, 20_000);
      await admin.must("PATCH", path, { spec: { paused: true } });
      await eventually("a change of the deployment is told", () => told.includes(tenant.tenantId));
      expect(told.filter((tenantId) => tenantId === tenant.tenantId).length).toBe(1);
      await watch.close();
    });

    test("what was missed is told at the next resync", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "free");
      const told = new Set<string>();
      const watch = watchDrift(opened.cluster, { onDrift: (tenantId) => told.add(tenantId), resyncMs: 300 });
      await watch.watching;
      for (const name of ["allow-dns", "allow-gateway", "allow-platform"]) {
        told.clear();
        await admin.must("DELETE", pathsOf(tenant.tenantId).networking("networkpolicies", name));
        await eventually(`the loss of ${name} is told`, () => told.has(tenant.tenantId));
      }
      await watch.close();
    });

    test("watching goes on after the API server was away, and what happened meanwhile is found", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "free");
      const policy = pathsOf(tenant.tenantId).networking("networkpolicies", "default-deny");
      const watch = await repairing(opened, tenant);
      try {
        await server().restartApiServer();
        await admin.must("DELETE", policy);
        const isThere = async () => (await admin.call("GET", policy)).status === 200;
        await eventually("the policy comes back", isThere, 30_000);
      } finally {
        await watch.close();
      }
    });
  });
}

/** As a reconciler does it: whoever drifts is ensured, again while the server is away. */
async function repairing({ cluster, provider }: OpenedCluster, tenant: TenantResources) {
  const repair = (): void => void provider.ensure(tenant, never).catch(() => setTimeout(repair, 200));
  const watch = watchDrift(cluster, {
    onDrift: (tenantId) => {
      if (tenantId === tenant.tenantId) repair();
    },
  });
  await watch.watching;
  return watch;
}
