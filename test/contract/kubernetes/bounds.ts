import { describe, expect, test } from "vitest";
import { eventually } from "#test/support/eventually.ts";
import { kubernetesClient, pathsOf, tokenOf } from "../support/kubernetes-client.ts";
import type { TestKubernetes } from "../support/start-kubernetes.ts";
import { ensuredTenant, useSetting } from "./setting.ts";

/** What holds a tenant: enforced by the server, not by us. */
export function describeBounds(server: () => TestKubernetes): void {
  describe("a tenant's bounds", () => {
    const setting = useSetting(server);

    test("no more pods than the tier's come to be, however many replicas are asked for", async () => {
      const { admin } = setting();
      const { tenantId } = await ensuredTenant(setting(), "free");
      const paths = pathsOf(tenantId);
      // A server holds nobody to a quota that it has not counted yet.
      const quota = async () => (await admin.must("GET", paths.core("resourcequotas", "hotswap-tier"))).status?.used;
      await eventually("the quota is counted", quota);
      const countPods = async () => (await admin.must("GET", paths.core("pods"))).items.length as number;
      await admin.must("PATCH", paths.apps("deployments", "plugin-host"), { spec: { replicas: 10 } });
      const isHeldBack = async () => {
        const { status } = await admin.must("GET", paths.apps("deployments", "plugin-host"));
        const condition = status.conditions?.find(({ type }: { type: string }) => type === "ReplicaFailure");
        return condition?.message.includes("exceeded quota: hotswap-tier") === true;
      };
      await eventually("the quota is enforced", isHeldBack, 30_000);
      expect(await countPods()).toBe(2);
    });

    test("a pod that asks for more than a replica's share is refused, and one that asks for nothing gets that share", async () => {
      const { admin } = setting();
      const { tenantId } = await ensuredTenant(setting(), "professional");
      const paths = pathsOf(tenantId);
      await eventually("the namespace has its account", async () => {
        const account = await admin.call("GET", paths.core("serviceaccounts", "default"));
        return account.status === 200 && account.body.secrets !== undefined;
      });
      const pod = (name: string, resources: object) => ({
        metadata: { name },
        spec: { containers: [{ name, image: "x", resources }] },
      });
      const greedy = await admin.call("POST", paths.core("pods"), pod("greedy", { limits: { cpu: "64" } }));
      expect(greedy.status).toBe(403);
      expect(greedy.body.message).toContain("maximum cpu usage per Container is 1");
      const modest = await admin.must("POST", paths.core("pods"), pod("modest", {}));
      expect(modest.spec.containers[0].resources.limits).toMatchObject({ cpu: "1", memory: "512Mi" });
    });

    test("nothing that costs money or leaves the cluster can be made in a tenant's namespace", async () => {
      const { admin } = setting();
      const { tenantId } = await ensuredTenant(setting(), "starter");
      const paths = pathsOf(tenantId);
      const quota = async () => (await admin.must("GET", paths.core("resourcequotas", "hotswap-tier"))).status?.used;
      await eventually("the quota is counted", quota);
      const ports = [{ port: 80 }];
      for (const type of ["LoadBalancer", "NodePort"]) {
        const answer = await admin.call("POST", paths.core("services"), {
          metadata: { name: "out" },
          spec: { type, ports },
        });
        expect(answer.status, type).toBe(403);
      }
      const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
      const volume = { metadata: { name: "disk" }, spec: claim };
      expect((await admin.call("POST", paths.core("persistentvolumeclaims"), volume)).status).toBe(403);
    });

    test("a tenant's service account reads its own secret, quota and limits, and that is all it may do anywhere", async () => {
      const { tenantId } = await ensuredTenant(setting(), "starter");
      const own = kubernetesClient(server(), await tokenOf(server(), tenantId));
      const paths = pathsOf(tenantId);
      for (const path of [
        paths.core("secrets", "hotswap-tenant"),
        paths.core("resourcequotas", "hotswap-tier"),
        paths.core("limitranges", "hotswap-tier"),
      ]) {
        expect((await own.call("GET", path)).status, path).toBe(200);
      }
      const asked = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview" };
      const review = await own.must("POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
        ...asked,
        spec: { namespace: `tenant-${tenantId}` },
      });
      const verbs = review.status.resourceRules
        .filter(({ apiGroups }: { apiGroups: string[] }) => !apiGroups.includes("authorization.k8s.io"))
        .flatMap(({ verbs }: { verbs: string[] }) => verbs);
      expect(new Set(verbs)).toEqual(new Set(["get"]));
    });
  });
}
