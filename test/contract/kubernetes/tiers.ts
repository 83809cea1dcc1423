import { describe, expect, test } from "vitest";
import { tierSchema } from "#domain/tenant/index.ts";
import { pathsOf } from "../support/kubernetes-client.ts";
import type { TestKubernetes } from "../support/start-kubernetes.ts";
import { makeTenant } from "../support/tenants.ts";
import { ensuredTenant, never, useSetting } from "./setting.ts";

/** What comes and goes with the tier, on a server that has the older versions only. */
export function describeTiers(server: () => TestKubernetes): void {
  describe("a tenant's tier", () => {
    const setting = useSetting(server);

    test("every tier's objects are taken by a real server, and stay as they are", async () => {
      const { provider } = setting().opened;
      for (const tier of tierSchema.options) {
        const tenant = await ensuredTenant(setting(), tier);
        expect(await provider.compare(tenant, never), tier).toEqual([]);
        expect(await provider.ensure(tenant, never), tier).toEqual([]);
      }
    });

    test("from Professional up replicas follow the load, and what the autoscaler decided is no drift", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "professional");
      const paths = pathsOf(tenant.tenantId);
      const scaler = await admin.must("GET", paths.autoscaling("horizontalpodautoscalers", "plugin-host"));
      expect(scaler.spec).toMatchObject({ minReplicas: 2, maxReplicas: 6 });
      const budget = await admin.must("GET", paths.policy("poddisruptionbudgets", "plugin-host"));
      expect(budget.spec.maxUnavailable).toBe(1);
      await admin.must("PATCH", `${paths.apps("deployments", "plugin-host")}/scale`, { spec: { replicas: 5 } });
      expect(await opened.provider.compare(tenant, never)).toEqual([]);
      expect(await opened.provider.ensure(tenant, never)).toEqual([]);
      const deployment = await admin.must("GET", paths.apps("deployments", "plugin-host"));
      expect(deployment.spec.replicas).toBe(5);
    });

    test("a plugin host that the platform's people restart is no drift", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "starter");
      const annotations = { "kubectl.kubernetes.io/restartedAt": "2026-11-27T08:00:00Z" };
      const restart = { spec: { template: { metadata: { annotations } } } };
      await admin.must("PATCH", pathsOf(tenant.tenantId).apps("deployments", "plugin-host"), restart);
      expect(await opened.provider.ensure(tenant, never)).toEqual([]);
    });

    test("to put a strange container out leaves the autoscaler's replicas as they are", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "professional");
      const path = pathsOf(tenant.tenantId).apps("deployments", "plugin-host");
      await admin.must("PATCH", `${path}/scale`, { spec: { replicas: 4 } });
      const containers = [{ name: "miner", image: "evil.example/x:1" }];
      const strategic = { "Content-Type": "application/strategic-merge-patch+json" };
      await admin.must("PATCH", path, { spec: { template: { spec: { containers } } } }, strategic);
      expect((await opened.provider.ensure(tenant, never)).length).toBe(1);
      const { spec } = await admin.must("GET", path);
      expect(spec.template.spec.containers.map(({ name }: { name: string }) => name)).toEqual(["plugin-host"]);
      expect(spec.replicas).toBe(4);
    });

    test("a lower tier takes away what it does not have, a higher one brings it back", async () => {
      const { admin, opened } = setting();
      const tenant = await ensuredTenant(setting(), "enterprise");
      const paths = pathsOf(tenant.tenantId);
      const lower = { ...tenant, tier: "free" as const };
      const seen = await opened.provider.compare(lower, never);
      expect(seen.map(({ what }) => what).filter((what) => what.includes("does not have")).length).toBe(2);
      expect(await opened.provider.ensure(lower, never)).toEqual(seen);
      expect(await opened.provider.compare(lower, never)).toEqual([]);
      for (const path of [
        paths.autoscaling("horizontalpodautoscalers", "plugin-host"),
        paths.policy("poddisruptionbudgets", "plugin-host"),
      ]) {
        expect((await admin.call("GET", path)).status).toBe(404);
      }
      const { spec } = await admin.must("GET", paths.apps("deployments", "plugin-host"));
      expect(spec.replicas).toBe(1);
      await opened.provider.ensure(tenant, never);
      expect(await opened.provider.compare(tenant, never)).toEqual([]);
    });

    test("what an old server lacks is said in its health, and is no reason to fail", async () => {
      const health = await setting().opened.provider.health(never);
      expect(health.status).toBe("ok");
      expect(health.detail).toContain("Kubernetes v1.20.2.");
      expect(health.detail).toContain("restricted pod security");
      expect(health.detail).toContain("label kube-system");
    });

    test("100 tenants, 16 at a time, are made and compared in seconds", async () => {
      const { provider } = setting().opened;
      const tenants = Array.from({ length: 100 }, () => makeTenant("professional"));
      const forAll = async (work: (tenant: (typeof tenants)[number]) => Promise<unknown>) => {
        const startedAtMs = performance.now();
        const queue = tenants.values();
        const worker = async () => {
          for (const tenant of queue) await work(tenant);
        };
        await Promise.all(Array.from({ length: 16 }, worker));
        return Math.round(performance.now() - startedAtMs);
      };
      const madeMs = await forAll((tenant) => provider.ensure(tenant, never));
      const comparedMs = await forAll(async (tenant) => expect(await provider.compare(tenant, never)).toEqual([]));
      console.log(`100 tenants: made in ${madeMs} ms, compared in ${comparedMs} ms`);
      expect(madeMs).toBeLessThan(60_000);
      expect(comparedMs).toBeLessThan(60_000);
    });
  });
}
