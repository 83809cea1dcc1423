import { describe, expect, test } from "vitest";
import {
  kubernetesByTenant,
  kubernetesConfigSchema,
  KubernetesRefused,
  openTenantCluster,
} from "#control-plane/drivers/kubernetes/index.ts";
import { pluginHostImage } from "../support/kubernetes-harness.ts";
import { startKubernetes, type TestKubernetes } from "../support/start-kubernetes.ts";
import { kubernetesClient, pathsOf } from "../support/kubernetes-client.ts";
import { makeTenant } from "../support/tenants.ts";
import { never, useSetting } from "./setting.ts";

const config = kubernetesConfigSchema.parse({
  PLUGIN_HOST_IMAGE: pluginHostImage,
  PLATFORM_NETWORKS: "203.0.113.0/24",
});

export function describeClusters(server: () => TestKubernetes): void {
  describe("a cluster of a tenant's own", () => {
    const setting = useSetting(server);

    test("an Enterprise tenant with a kubeconfig is made there, and only there; when it gives it up, it moves", async () => {
      const own = await startKubernetes();
      const kubeconfigs = new Map<string, string>();
      const left = new Map<string, { readonly name: string; readonly kubeconfig: string }[]>();
      const { provider: shared } = setting().opened;
      const provider = kubernetesByTenant({
        shared: { ...shared, close: async () => {} },
        clustersOf: async (tenantId) => ({ own: kubeconfigs.get(tenantId) ?? null, left: left.get(tenantId) ?? [] }),
        forgetLeft: async (tenantId) => void left.delete(tenantId),
        open: (kubeconfig) => openTenantCluster(kubeconfig, config, [`127.0.0.1:${own.port}`]).provider,
      });
      const tenant = makeTenant("enterprise");
      try {
        await provider.ensure(tenant, never);
        expect((await shared.remains(tenant.tenantId, never)).length).toBe(1);

        kubeconfigs.set(tenant.tenantId, own.kubeconfig());
        const seen = await provider.compare(tenant, never);
        expect(await provider.ensure(tenant, never)).toEqual(seen);
        expect(await provider.compare(tenant, never)).toEqual([]);
        expect(await shared.remains(tenant.tenantId, never)).toEqual([]);
        const there = kubernetesClient(own);
        const policy = pathsOf(tenant.tenantId).networking("networkpolicies", "allow-platform");
        expect((await there.must("GET", policy)).spec.ingress[0].from).toEqual([
          { ipBlock: { cidr: "203.0.113.0/24" } },
        ]);

        await provider.ensure({ ...tenant, tier: "professional" }, never);
        expect((await there.call("GET", pathsOf(tenant.tenantId).namespace)).status).toBe(404);
        expect((await shared.remains(tenant.tenantId, never)).length).toBe(1);

        // One that is given up is looked after until nothing is there; the same one by another account is not taken for another.
        await provider.ensure(tenant, never);
        kubeconfigs.delete(tenant.tenantId);
        left.set(tenant.tenantId, [{ name: "left", kubeconfig: own.kubeconfig() }]);
        await provider.ensure(tenant, never);
        expect((await there.call("GET", pathsOf(tenant.tenantId).namespace)).status).toBe(404);
        expect(left.size).toBe(0);
        kubeconfigs.set(tenant.tenantId, `${own.kubeconfig()} `);
        left.set(tenant.tenantId, [{ name: "left", kubeconfig: own.kubeconfig() }]);
        await provider.ensure(tenant, never);
        expect((await there.call("GET", pathsOf(tenant.tenantId).namespace)).status).toBe(200);
        expect([left.size, await provider.compare(tenant, never)]).toEqual([0, []]);

        await provider.remove(tenant.tenantId, never);
        expect(await provider.remains(tenant.tenantId, never)).toEqual([]);
      } finally {
        await provider.close();
        await own.stop();
      }
    });

    test("a kubeconfig that is not taken is said to be so, and is no reason not to take a tenant away", async () => {
      const { provider: shared } = setting().opened;
      const tenant = makeTenant("enterprise");
      await shared.ensure(tenant, never);
      const provider = kubernetesByTenant({
        shared: { ...shared, close: async () => {} },
        clustersOf: async () => ({ own: "users: [{ user: { exec: { command: id } } }]", left: [] }),
        forgetLeft: async () => {},
        open: (kubeconfig) => openTenantCluster(kubeconfig, config).provider,
      });
      await expect(provider.ensure(tenant, never)).rejects.toBeInstanceOf(KubernetesRefused);
      await provider.remove(tenant.tenantId, never);
      expect(await provider.remains(tenant.tenantId, never)).toEqual([]);
      await provider.close();
    });

    test("an address that is not of the public internet is refused, whatever the kubeconfig says", async () => {
      const { provider } = openTenantCluster(server().kubeconfig(), config);
      await expect(provider.ensure(makeTenant("enterprise"), never)).rejects.toBeInstanceOf(KubernetesRefused);
      expect((await provider.health(never)).status).toBe("unavailable");
      await provider.close();
    });
  });
}
