import fc from "fast-check";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler";
import { HorizontalPodAutoscaler as OlderAutoscaler } from "kubernetes-models/autoscaling/v2beta2/HorizontalPodAutoscaler";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { PodDisruptionBudget as OlderBudget } from "kubernetes-models/policy/v1beta1/PodDisruptionBudget";
import { Role } from "kubernetes-models/rbac.authorization.k8s.io/v1/Role";
import { RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding";
import { LimitRange } from "kubernetes-models/v1/LimitRange";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { ResourceQuota } from "kubernetes-models/v1/ResourceQuota";
import { Secret } from "kubernetes-models/v1/Secret";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { describe, expect, test } from "vitest";
import { kinds } from "#control-plane/drivers/kubernetes/api/kinds.ts";
import type { Kind, Manifest } from "#control-plane/drivers/kubernetes/objects/index.ts";
import { tierSchema } from "#domain/tenant/index.ts";
import { inCluster, plan, plans } from "./plans.ts";

type Model = new (data: never) => { validate(): void };

/** Today's schemas, and those of the older versions that are fallen back to. */
const models: Readonly<Record<Kind, readonly Model[]>> = {
  Namespace: [Namespace],
  ResourceQuota: [ResourceQuota],
  LimitRange: [LimitRange],
  NetworkPolicy: [NetworkPolicy],
  ServiceAccount: [ServiceAccount],
  Role: [Role],
  RoleBinding: [RoleBinding],
  Secret: [Secret],
  Service: [Service],
  Deployment: [Deployment],
  HorizontalPodAutoscaler: [HorizontalPodAutoscaler, OlderAutoscaler],
  PodDisruptionBudget: [PodDisruptionBudget, OlderBudget],
};

function validate(object: Manifest): void {
  for (const [index, apiVersion] of kinds[object.kind].versions.entries()) {
    const Model = models[object.kind][index]!;
    new Model({ ...object, apiVersion } as never).validate();
  }
}

describe("a tenant's objects", () => {
  for (const tier of tierSchema.options) {
    for (const place of [inCluster, { kind: "addresses", cidrs: ["203.0.113.0/24"], gatewayPort: 443 } as const]) {
      test(`are what Kubernetes' schemas say: ${tier}, platform by ${place.kind}`, () => {
        for (const object of plan(tier, place)) validate(object);
      });
    }
  }

  test("the schemas do refuse what is wrong", () => {
    const [wrong] = plan("free").filter(({ kind }) => kind === "NetworkPolicy");
    expect(() => validate({ ...wrong!, spec: { podSelector: {}, egress: [{ ports: [{ port: {} }] }] } })).toThrow();
  });

  test("have names that differ, lie in the tenant's namespace, and say whose they are", () => {
    fc.assert(
      fc.property(plans, (objects) => {
        const [namespace, ...within] = objects;
        const name = namespace!.metadata.name;
        expect(name.length).toBeLessThanOrEqual(63);
        expect(new Set(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).size).toBe(objects.length);
        for (const { metadata } of within) expect(metadata.namespace).toBe(name);
        for (const { metadata } of objects) {
          expect(metadata.labels).toMatchObject({
            "app.kubernetes.io/managed-by": "hotswap",
            "app.kubernetes.io/part-of": "hotswap",
            "hotswap.dev/tenant-id": name.slice("tenant-".length),
          });
          for (const value of Object.values(metadata.labels))
            expect(value).toMatch(/^[a-z0-9A-Z][\w.-]{0,61}[a-z0-9A-Z]$/);
        }
      }),
    );
  });

  test("have the autoscaler and the disruption budget from Professional up", () => {
    for (const tier of tierSchema.options) {
      const has = plan(tier).map(({ kind }) => kind);
      const expected = tier !== "free" && tier !== "starter";
      expect(has.includes("HorizontalPodAutoscaler"), tier).toBe(expected);
      expect(has.includes("PodDisruptionBudget"), tier).toBe(expected);
    }
  });
});
