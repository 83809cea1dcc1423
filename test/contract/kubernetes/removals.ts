import { describe, expect, test } from "vitest";
import { kubernetesProvider } from "#control-plane/drivers/kubernetes/driver.ts";
import { KubernetesRefused } from "#control-plane/drivers/kubernetes/index.ts";
import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";
import { pathsOf } from "../support/kubernetes-client.ts";
import { openTestCluster, pluginHostImage } from "../support/kubernetes-harness.ts";
import type { TestKubernetes } from "../support/start-kubernetes.ts";
import { makeTenant } from "../support/tenants.ts";
import { ensuredTenant, never, useSetting } from "./setting.ts";

export function describeRemovals(server: () => TestKubernetes): void {
  describe("to take a tenant away", () => {
    const setting = useSetting(server);

    test("gives up in time where something holds it, says what, and goes on when asked again", async () => {
      const { admin, opened } = setting();
      const { tenantId, ...tenant } = await ensuredTenant(setting(), "free");
      const mark = pathsOf(tenantId).core("configmaps", "held");
      await admin.must("POST", pathsOf(tenantId).core("configmaps"), {
        metadata: { name: "held", finalizers: ["example.com/hold"] },
      });
      const impatient = kubernetesProvider({
        cluster: opened.cluster,
        place: { kind: "namespace", namespace: "hotswap", gatewayPort: 8790 },
        pluginHost: { image: pluginHostImage, gatewayUrl: "http://gateway.hotswap.svc:8790" },
        removeMsMax: 8_000,
      });
      const failed = await impatient.remove(tenantId, never).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(ProviderUnavailable);
      expect(String(failed)).toContain("example.com/hold");
      expect((await opened.provider.remains(tenantId, never))[0]).toContain("example.com/hold");
      await expect(opened.provider.ensure({ tenantId, ...tenant }, never)).rejects.toBeInstanceOf(ProviderUnavailable);
      await admin.must("PATCH", mark, { metadata: { finalizers: null } });
      await opened.provider.remove(tenantId, never);
      expect(await opened.provider.remains(tenantId, never)).toEqual([]);
    });

    test("leaves a namespace alone that has the name and is not labelled as the tenant's", async () => {
      const { admin, opened } = setting();
      const [tenant, other] = [makeTenant(), makeTenant()];
      const name = `tenant-${tenant.tenantId}`;
      const labels = { "hotswap.dev/tenant-id": other.tenantId };
      await admin.must("POST", "/api/v1/namespaces", { metadata: { name, labels } });
      for (const call of [
        () => opened.provider.ensure(tenant, never),
        () => opened.provider.compare(tenant, never),
        () => opened.provider.remove(tenant.tenantId, never),
      ]) {
        await expect(call()).rejects.toBeInstanceOf(KubernetesRefused);
      }
      const found = await admin.must("GET", `/api/v1/namespaces/${name}`);
      expect(found.metadata.deletionTimestamp).toBeUndefined();
      expect(found.metadata.labels).toEqual(labels);
    });

    test("does not touch another tenant's namespace: not one object of it has a new version", async () => {
      const { admin, opened } = setting();
      const [mine, theirs] = [await ensuredTenant(setting(), "free"), await ensuredTenant(setting(), "free")];
      const paths = pathsOf(theirs.tenantId);
      const versions = async () => {
        const lists = [
          paths.networking("networkpolicies"),
          paths.rbac("roles"),
          paths.rbac("rolebindings"),
          paths.core("limitranges"),
          paths.core("services"),
        ];
        const items = await Promise.all(lists.map(async (path) => (await admin.must("GET", path)).items));
        return items.flat().map(({ metadata }) => [metadata.name, metadata.uid, metadata.resourceVersion]);
      };
      const before = await versions();
      await opened.provider.remove(mine.tenantId, never);
      await opened.provider.ensure(mine, never);
      expect(await versions()).toEqual(before);
    });

    test("is refused to an account that has no right to; that is nothing to wait for, and health says it", async () => {
      const { admin } = setting();
      await admin.call("POST", "/api/v1/namespaces", { metadata: { name: "outsiders" } });
      const account = await admin.must("POST", "/api/v1/namespaces/outsiders/serviceaccounts", {
        metadata: { generateName: "outsider-" },
      });
      const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
      const path = `/api/v1/namespaces/outsiders/serviceaccounts/${account.metadata.name}/token`;
      const { status } = await admin.must("POST", path, request);
      const { provider } = openTestCluster(server().kubeconfig({ token: status.token }));
      await expect(provider.ensure(makeTenant(), never)).rejects.toBeInstanceOf(KubernetesRefused);
      expect(await provider.health(never)).toMatchObject({
        status: "unavailable",
        detail: expect.stringContaining("make no namespaces"),
      });
      await provider.close();
    });
  });
}
