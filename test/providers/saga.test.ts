import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kubernetesClient, pathsOf } from "#test/contract/support/kubernetes-client.ts";
import { provisionTenant, removeTenant } from "#control-plane/provisioning/index.ts";
import { reconcileTenant, sweepProvider, type ReconcilerServices } from "#control-plane/reconcilers/index.ts";
import { s3Bucket, S3Connection } from "#control-plane/drivers/blobs/index.ts";
import { findClusters, removeKubeconfig, setKubeconfig } from "#control-plane/services/clusters/index.ts";
import { deleteTenant, updateTenant } from "#control-plane/services/tenants/index.ts";
import { tierSchema, type Tier } from "#domain/tenant/index.ts";
import { put } from "#test/contract/support/blob-tools.ts";
import { rgwOptions } from "#test/contract/support/rgw-harness.ts";
import { acting } from "#test/integration/tenants/start-database.ts";
import { expectGone, expectMade, whoHasSomething } from "#test/support/provisioning-faults.ts";
import { patient, startRealSetting, type RealSetting } from "./support/real-setting.ts";

let setting: RealSetting;
let services: RealSetting["services"] & ReconcilerServices;
const { signal } = new AbortController();
beforeAll(async () => {
  setting = await startRealSetting(patient);
  services = { ...setting.services, resyncSeconds: 3_600 };
});
afterAll(() => setting?.stop());

/** Replicas follow the load from Professional up. */
const scalerOf = (tenantId: string) => pathsOf(tenantId).autoscaling("horizontalpodautoscalers", "plugin-host");

async function make(tier: Tier) {
  const tenant = await setting.create({ tier });
  const begun = performance.now();
  await provisionTenant(services, tenant.tenantId);
  console.log(`${tier}: made in ${Math.round(performance.now() - begun)} ms`);
  return tenant;
}

describe("with every provider real", () => {
  test.each(tierSchema.options)("a tenant of the tier %s is made whole, and leaves nothing", async (tier) => {
    const before = await whoHasSomething(setting);
    const tenant = await make(tier);
    await expectMade(setting, tenant.tenantId);
    const cluster = kubernetesClient(setting.servers.kubernetes);
    const scaler = await cluster.call("GET", scalerOf(tenant.tenantId));
    expect(scaler.status).toBe(tier === "free" || tier === "starter" ? 404 : 200);

    // Something of its own in each, that has to go with it.
    const connection = new S3Connection(rgwOptions(setting.servers.ceph));
    const bucket = s3Bucket(connection, tenant.tenantId);
    await put(bucket, "media/picture", "bytes");
    await bucket.createUpload("media/unfinished");
    connection.close();
    await deleteTenant(services, tenant.tenantId, tenant.subdomain, acting);
    await removeTenant(services, tenant.tenantId);
    await expectGone(setting, tenant.tenantId);
    expect(await whoHasSomething(setting)).toEqual(before);
  });

  test("a tenant that moves between tiers has what its tier has", async () => {
    const { tenantId } = await make("starter");
    const cluster = kubernetesClient(setting.servers.kubernetes);
    const statusOf = async () => (await cluster.call("GET", scalerOf(tenantId))).status;
    expect(await statusOf()).toBe(404);
    const up = await updateTenant(services, tenantId, { tier: "professional" }, await versionOf(tenantId), acting);
    expect(up.ok).toBe(true);
    await reconcileTenant(services, "kubernetes", tenantId, signal);
    expect(await statusOf()).toBe(200);
    await updateTenant(services, tenantId, { tier: "free" }, await versionOf(tenantId), acting);
    await reconcileTenant(services, "kubernetes", tenantId, signal);
    expect(await statusOf()).toBe(404);
    await expectMade(setting, tenantId);
  });

  test("an Enterprise tenant with a kubeconfig is on a cluster of its own, and nowhere else; given up, nothing is left there", async () => {
    const own = await setting.servers.startOwnCluster();
    const there = kubernetesClient(own);
    const here = kubernetesClient(setting.servers.kubernetes);
    const { tenantId, subdomain } = await make("enterprise");
    const { namespace } = pathsOf(tenantId);
    const statuses = async () => [
      (await here.call("GET", namespace)).status,
      (await there.call("GET", namespace)).status,
    ];
    expect(await statuses()).toEqual([200, 404]);

    const set = await setKubeconfig(services, tenantId, own.kubeconfig(), acting);
    expect(set.ok && set.value.tenant.cluster).toMatchObject({ server: `https://127.0.0.1:${own.port}` });
    await reconcileTenant(services, "kubernetes", tenantId, signal);
    expect(await statuses()).toEqual([404, 200]);
    await expectElsewhere(tenantId);

    // Another way to the shared cluster is no other cluster.
    await removeKubeconfig(services, tenantId, { abandon: false }, acting);
    await reconcileTenant(services, "kubernetes", tenantId, signal);
    expect(await statuses()).toEqual([200, 404]);
    expect((await findClusters(services.owner, services.masterKeys, tenantId)).left).toEqual([]);

    await setKubeconfig(services, tenantId, own.kubeconfig(), acting);
    await deleteTenant(services, tenantId, subdomain, acting);
    await removeTenant(services, tenantId);
    await expectGone(setting, tenantId);
    expect(await statuses()).toEqual([404, 404]);
  });

  test("a kubeconfig that lets nobody in, or into nothing, is refused while whoever gave it waits", async () => {
    const own = await setting.servers.startOwnCluster();
    const { tenantId } = await make("enterprise");
    const codeOf = async (kubeconfig: string) => {
      const result = await setKubeconfig(services, tenantId, kubeconfig, acting);
      return result.ok ? "ok" : result.failure.code;
    };
    expect(await codeOf(own.kubeconfig({ token: "wrong" }))).toBe("invalid-kubeconfig");
    // Of the platform's own network, and not allowed.
    expect(await codeOf(setting.servers.kubernetes.kubeconfig())).toBe("invalid-kubeconfig");
    expect(await codeOf("kind: Config")).toBe("invalid-kubeconfig");
    await expectMade(setting, tenantId);
  });

  test("what comes back of tenants that were deleted is swept away from every provider", async () => {
    const tenant = await make("professional");
    await deleteTenant(services, tenant.tenantId, tenant.subdomain, acting);
    await removeTenant(services, tenant.tenantId);
    const secret = async (name: string) => `secret of ${name}, long enough to be one`;
    const resources = { tenantId: tenant.tenantId, tier: tenant.tier, quota: tenant.resourceQuota, secret };
    for (const provider of services.providers.values()) await provider.ensure(resources, signal);
    for (const name of ["redis", "blobs", "kubernetes"] as const) {
      expect(await sweepProvider(services, name, signal), name).toMatchObject({ removed: 1, strangers: 0 });
    }
    await expectGone(setting, tenant.tenantId);
  });

  async function versionOf(tenantId: string): Promise<number> {
    const [row] = await setting.query<{ version: number }>(
      "select version::int from platform.tenants where tenant_id = $1",
      [tenantId],
    );
    return row!.version;
  }

  async function expectElsewhere(tenantId: string): Promise<void> {
    const kubernetes = services.providers.get("kubernetes")!;
    expect((await kubernetes.remains(tenantId, signal)).length).toBe(1);
    expect((await kubernetes.list(null, signal)).tenantIds).not.toContain(tenantId);
  }
});
