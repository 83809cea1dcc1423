import { beforeEach, describe, expect, test } from "vitest";
import {
  kubernetesByTenant,
  type ClusterProvider,
  type TenantClusters,
} from "#control-plane/drivers/kubernetes/index.ts";
import { ProviderUnavailable, tenantIdsIn } from "#control-plane/drivers/provider/index.ts";
import { makeTenant } from "#test/contract/support/tenants.ts";

/** A cluster that keeps whose namespaces there are. */
function makeCluster(id: string) {
  const namespaces = new Set<string>();
  const state = { namespaces, isAway: false };
  const reached = async <Value>(value: () => Value): Promise<Value> => {
    if (state.isAway) throw new ProviderUnavailable(`${id} is away.`);
    return value();
  };
  const open = (): ClusterProvider => ({
    name: "kubernetes",
    ensure: ({ tenantId }) => reached(() => (namespaces.has(tenantId) ? [] : (namespaces.add(tenantId), [made]))),
    compare: ({ tenantId }) => reached(() => (namespaces.has(tenantId) ? [] : [made])),
    remove: (tenantId) => reached(() => void namespaces.delete(tenantId)),
    remains: (tenantId) => reached(() => (namespaces.has(tenantId) ? ["The namespace."] : [])),
    list: () => reached(() => ({ tenantIds: [...namespaces], next: null })),
    health: async () => ({ status: "ok", detail: null }),
    clusterId: () => reached(() => id),
    close: async () => {},
  });
  return { ...state, state, open };
}
const made = { what: "It was missing." };
const { signal } = new AbortController();

describe("a tenant is on one cluster, its own where it has one", () => {
  const tenant = makeTenant("enterprise");
  let shared: ReturnType<typeof makeCluster>;
  let own: ReturnType<typeof makeCluster>;
  let another: ReturnType<typeof makeCluster>;
  let clusters: { own: string | null; left: { name: string; kubeconfig: string }[] };
  let provider: ReturnType<typeof kubernetesByTenant>;
  beforeEach(() => {
    [shared, own, another] = [makeCluster("shared"), makeCluster("own"), makeCluster("another")];
    clusters = { own: null, left: [] };
    const byName = { shared, own, another };
    provider = kubernetesByTenant({
      shared: shared.open(),
      clustersOf: async (): Promise<TenantClusters> => clusters,
      forgetLeft: async (_, name) => void (clusters.left = clusters.left.filter((left) => left.name !== name)),
      open: (kubeconfig) => byName[kubeconfig.split(" ")[0] as keyof typeof byName].open(),
    });
  });
  const where = () => [shared, own, another].map(({ namespaces }) => namespaces.has(tenant.tenantId));

  test("it moves there, back, and on to another, and nothing is left behind", async () => {
    await provider.ensure(tenant, signal);
    expect(where()).toEqual([true, false, false]);
    clusters.own = "own";
    const seen = await provider.compare(tenant, signal);
    expect(await provider.ensure(tenant, signal)).toEqual(seen);
    expect(where()).toEqual([false, true, false]);
    clusters = { own: "another", left: [{ name: "left 1", kubeconfig: "own" }] };
    await provider.ensure(tenant, signal);
    expect([where(), clusters.left]).toEqual([[false, false, true], []]);
    clusters = { own: null, left: [{ name: "left 2", kubeconfig: "another" }] };
    await provider.ensure(tenant, signal);
    expect([where(), clusters.left]).toEqual([[true, false, false], []]);
  });

  test("two kubeconfigs that lead to one cluster are one: it stays there", async () => {
    clusters = { own: "own", left: [] };
    await provider.ensure(tenant, signal);
    clusters = { own: "own again", left: [{ name: "left 1", kubeconfig: "own" }] };
    expect(await provider.ensure(tenant, signal)).toEqual([]);
    expect([where(), clusters.left]).toEqual([[false, true, false], []]);
    // Also where it is the shared one.
    clusters = { own: "shared by another account", left: [] };
    await provider.ensure(tenant, signal);
    expect(await provider.compare(tenant, signal)).toEqual([]);
    expect(shared.namespaces.has(tenant.tenantId)).toBe(true);
  });

  test("one that it gave up and that is away is kept in mind, while the new one has it already", async () => {
    clusters.own = "own";
    await provider.ensure(tenant, signal);
    own.state.isAway = true;
    clusters = { own: null, left: [{ name: "left 1", kubeconfig: "own" }] };
    await expect(provider.ensure(tenant, signal)).rejects.toBeInstanceOf(ProviderUnavailable);
    expect([shared.namespaces.has(tenant.tenantId), clusters.left.length]).toEqual([true, 1]);
    await expect(provider.remove(tenant.tenantId, signal)).rejects.toBeInstanceOf(ProviderUnavailable);
    own.state.isAway = false;
    await provider.remove(tenant.tenantId, signal);
    expect([where(), clusters.left, await provider.remains(tenant.tenantId, signal)]).toEqual([
      [false, false, false],
      [],
      [],
    ]);
  });

  test("a tier that does not have it is on the shared one, whatever kubeconfig there is", async () => {
    clusters.own = "own";
    await provider.ensure(tenant, signal);
    await provider.ensure({ ...tenant, tier: "professional" }, signal);
    expect(where()).toEqual([true, false, false]);
  });
});

test("of names, those that are a tenant's are its id, once, and all others nobody's", () => {
  const { tenantId } = makeTenant();
  const names = [`tenant-${tenantId}`, `tenant-${tenantId}`, "tenant-", "tenant-x", `other-${tenantId}`, "default"];
  expect(tenantIdsIn(names, "tenant-")).toEqual([tenantId]);
});
