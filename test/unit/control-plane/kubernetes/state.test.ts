import { describe, expect, test } from "vitest";
import type { LiveObject } from "#control-plane/drivers/kubernetes/api/live-object.ts";
import { adaptPlan, listUnsupported } from "#control-plane/drivers/kubernetes/api/served-versions.ts";
import { kindNames, kinds } from "#control-plane/drivers/kubernetes/api/kinds.ts";
import type { Kind } from "#control-plane/drivers/kubernetes/objects/index.ts";
import { differences } from "#control-plane/drivers/kubernetes/state/differences.ts";
import { strayFields } from "#control-plane/drivers/kubernetes/state/stray-fields.ts";
import { findStrangers } from "#control-plane/drivers/kubernetes/state/strangers.ts";
import { concernOf, tenantOf } from "#control-plane/drivers/kubernetes/watch/concern-of.ts";
import { plan } from "./plans.ts";

const none = new Set<string>();

function live(kind: Kind, parts: object, metadata: object = {}): LiveObject {
  const base = { name: "x", namespace: "tenant-x", uid: "1", resourceVersion: "1" };
  return { apiVersion: kinds[kind].versions[0]!, kind, metadata: { ...base, ...metadata }, ...parts };
}

describe("where two states differ", () => {
  test("is told by path, never by value", () => {
    const before = live("Secret", { data: { key: "c2VjcmV0", same: "1" } });
    const after = live("Secret", { data: { key: "b3RoZXI=", same: "1", more: "2" } });
    expect(differences(before, after, none)).toEqual(["data.key", "data.more"]);
  });

  test("what is not the driver's to see to does not count: status, annotations, versions", () => {
    const before = live(
      "Deployment",
      { spec: { paused: false }, status: { replicas: 1 } },
      { annotations: { a: "1" } },
    );
    const after = live("Deployment", { spec: { paused: false }, status: { replicas: 2 } }, { resourceVersion: "2" });
    expect(differences(before, after, none)).toEqual([]);
  });

  test("labels count, and what is ignored does not", () => {
    const before = live("Deployment", { spec: { replicas: 1 } }, { labels: { tier: "a" } });
    const after = live("Deployment", { spec: { replicas: 5 } }, { labels: { tier: "b" } });
    expect(differences(before, after, new Set(["spec.replicas"]))).toEqual(["metadata.labels.tier"]);
  });
});

describe("fields of others", () => {
  const fields = (manager: string, fieldsV1: object, more: object = {}) => ({
    manager,
    operation: "Update",
    fieldsV1,
    ...more,
  });
  const ours = fields("hotswap", { "f:spec": { "f:hard": { "f:pods": {} } } }, { operation: "Apply" });

  test("in a part that is ours alone are found", () => {
    const theirs = fields("kubectl", { "f:spec": { "f:hard": { ".": {}, "f:pods": {}, "f:count/jobs": {} } } });
    const quota = live("ResourceQuota", {}, { managedFields: [ours, theirs] });
    expect(strayFields(quota, none)).toEqual(["spec.hard.count/jobs"]);
  });

  test("elsewhere are let be: status, annotations, labels of their own", () => {
    const theirs = fields("kube-controller-manager", {
      "f:status": { "f:used": {} },
      "f:metadata": { "f:annotations": { "f:x": {} } },
    });
    expect(strayFields(live("ResourceQuota", {}, { managedFields: [ours, theirs] }), none)).toEqual([]);
  });

  test("that are in a list are named by what tells its items apart", () => {
    const theirs = fields("kubectl", { "f:spec": { "f:containers": { 'k:{"name":"miner"}': { "f:image": {} } } } });
    const [stray] = strayFields(live("Deployment", {}, { managedFields: [theirs] }), none);
    expect(stray).toContain('{"name":"miner"}');
  });

  test("of a selector that ought to select everything are found", () => {
    const applied = fields("hotswap", { "f:spec": { "f:podSelector": {} } }, { operation: "Apply" });
    const theirs = fields("kubectl", { "f:spec": { "f:podSelector": { "f:matchLabels": { "f:a": {} } } } });
    const policy = live("NetworkPolicy", {}, { managedFields: [applied, theirs] });
    expect(strayFields(policy, none)).toEqual(["spec.podSelector.matchLabels.a"]);
  });
});

describe("objects that ought not to be there", () => {
  const ours = { labels: { "app.kubernetes.io/managed-by": "hotswap" } };

  test("are ours that the tier lacks, and others' policies and bindings; others' secrets are not", () => {
    const objects = [
      live("NetworkPolicy", {}, { name: "default-deny", ...ours }),
      live("NetworkPolicy", {}, { name: "strange" }),
      live("RoleBinding", {}, { name: "strange" }),
      live("PodDisruptionBudget", {}, { name: "plugin-host", ...ours }),
      live("Secret", {}, { name: "strange" }),
      live("NetworkPolicy", {}, { name: "going", deletionTimestamp: "2026-01-01T00:00:00Z" }),
    ];
    const found = findStrangers(objects, plan("free")).map(({ object, isOurs }) => [
      object.kind,
      object.metadata.name,
      isOurs,
    ]);
    expect(found).toEqual([
      ["NetworkPolicy", "strange", false],
      ["RoleBinding", "strange", false],
      ["PodDisruptionBudget", "plugin-host", true],
    ]);
  });
});

describe("what a server has", () => {
  const newest = new Map(kindNames.map((kind) => [kind, kinds[kind].versions[0]!]));

  test("a kind that it has in no version is left out, and said to be", () => {
    const served = new Map(newest);
    served.delete("HorizontalPodAutoscaler");
    const kindsPlanned = adaptPlan([plan("enterprise")], served)
      .flat()
      .map(({ kind }) => kind);
    expect(kindsPlanned).not.toContain("HorizontalPodAutoscaler");
    expect(kindsPlanned).toContain("PodDisruptionBudget");
    expect(listUnsupported({ major: "1", minor: "33" }, served)).toEqual(["It has no HorizontalPodAutoscaler."]);
  });

  test("today's lacks nothing", () => {
    expect(listUnsupported({ major: "1", minor: "33" }, newest)).toEqual([]);
    expect(listUnsupported({ major: "1", minor: "25+" }, newest)).toEqual([]);
    expect(listUnsupported({ major: "1", minor: "24" }, newest).length).toBe(1);
    expect(listUnsupported({ major: "1", minor: "20" }, newest).length).toBe(2);
  });
});

describe("what a watch minds", () => {
  const deployment = (tier: string, replicas: number, more: object = {}) => ({
    metadata: { name: "plugin-host", labels: { "hotswap.dev/tier": tier } },
    spec: { replicas, ...more },
    status: { replicas },
  });

  test("replicas count where they are stated, and not where they follow the load", () => {
    const concern = (tier: string, replicas: number) => concernOf("Deployment", deployment(tier, replicas));
    expect(concern("professional", 2)).toBe(concern("professional", 5));
    expect(concern("free", 1)).not.toBe(concern("free", 0));
  });

  test("whose an object is follows from where it lies, not from what it says", () => {
    const tenantId = "01890000-0000-7000-8000-000000000001";
    const labels = { "hotswap.dev/tenant-id": "somebody-else" };
    expect(tenantOf("Secret", { metadata: { name: "x", namespace: `tenant-${tenantId}`, labels } })).toBe(tenantId);
    expect(tenantOf("Namespace", { metadata: { name: `tenant-${tenantId}` } })).toBe(tenantId);
    expect(tenantOf("NetworkPolicy", { metadata: { name: "x", namespace: "kube-system" } })).toBeNull();
  });
});
