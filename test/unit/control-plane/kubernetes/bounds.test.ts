import type { V1Container, V1PodSpec, V1PolicyRule } from "@kubernetes/client-node";
import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOf, plan, plans, theOne } from "./plans.ts";

/** A part of an object, however deep, as a record. */
function at<Value>(object: unknown, ...path: readonly string[]): Value {
  return path.reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], object) as Value;
}

type Amounts = Readonly<Record<string, string>>;
interface NetworkRule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly object[];
}
interface Peer {
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string };
}
interface PolicySpec {
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly NetworkRule[];
  readonly egress?: readonly NetworkRule[];
}

test("the quota has room for all replicas that there may be, and for a new version beside them", () => {
  fc.assert(
    fc.property(plans, (objects) => {
      const deployment = theOne(objects, "Deployment");
      const scaler = objects.find(({ kind }) => kind === "HorizontalPodAutoscaler");
      const most = at<number>(scaler ?? deployment, "spec", scaler === undefined ? "replicas" : "maxReplicas");
      const pods = most + at<number>(deployment, "spec", "strategy", "rollingUpdate", "maxSurge");
      const hard = at<Amounts>(theOne(objects, "ResourceQuota"), "spec", "hard");
      expect(Number(hard.pods)).toBeGreaterThanOrEqual(pods);
      const containers = at<readonly object[]>(deployment, "spec", "template", "spec", "containers");
      for (const bound of ["requests", "limits"]) {
        for (const resource of ["cpu", "memory", "ephemeral-storage"]) {
          const asked = containers.map((container) => amountOf(at<string>(container, "resources", bound, resource)));
          const total = pods * asked.reduce((sum, amount) => sum + amount, 0);
          expect(amountOf(hard[`${bound}.${resource}`]!) - total, `${bound}.${resource}`).toBeGreaterThanOrEqual(-1e-9);
        }
      }
      for (const [kind, resource] of [
        ["Secret", "secrets"],
        ["Service", "services"],
      ] as const) {
        expect(Number(hard[resource])).toBeGreaterThan(objects.filter((object) => object.kind === kind).length);
      }
      expect([hard["services.loadbalancers"], hard["services.nodeports"], hard["persistentvolumeclaims"]]).toEqual([
        "0",
        "0",
        "0",
      ]);
    }),
  );
});

test("no container asks for more than the limits allow, nor requests more than its limit", () => {
  fc.assert(
    fc.property(plans, (objects) => {
      const [limit] = at<readonly { readonly max: Amounts }[]>(theOne(objects, "LimitRange"), "spec", "limits");
      const containers = at<readonly V1Container[]>(
        theOne(objects, "Deployment"),
        "spec",
        "template",
        "spec",
        "containers",
      );
      for (const { resources } of containers) {
        for (const resource of ["cpu", "memory", "ephemeral-storage"]) {
          const most = amountOf(resources!.limits![resource]!);
          expect(most).toBeLessThanOrEqual(amountOf(limit!.max[resource]!));
          expect(amountOf(resources!.requests![resource]!)).toBeLessThanOrEqual(most);
        }
      }
    }),
  );
});

test("a higher tier never has less", () => {
  const hards = (["free", "starter", "professional", "enterprise"] as const).map((tier) =>
    at<Amounts>(theOne(plan(tier), "ResourceQuota"), "spec", "hard"),
  );
  for (const [index, higher] of hards.entries()) {
    for (const [resource, amount] of Object.entries(hards[index - 1] ?? {})) {
      expect(amountOf(higher[resource]!), resource).toBeGreaterThanOrEqual(amountOf(amount));
    }
  }
});

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
test("pods are restricted: nothing privileged, nothing of the host, no capability, no root, no token, a root that is read only", () => {
  fc.assert(
    fc.property(plans, (objects) => {
      const pod = at<V1PodSpec>(theOne(objects, "Deployment"), "spec", "template", "spec");
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      expect(pod.securityContext!.runAsUser).toBeGreaterThan(0);
      expect([pod.hostNetwork, pod.hostPID, pod.hostIPC].filter(Boolean)).toEqual([]);
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(theOne(objects, "ServiceAccount")["automountServiceAccountToken"]).toBe(false);
      expect(pod.initContainers).toBeUndefined();
      for (const { securityContext, ports } of pod.containers) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          privileged: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(securityContext!.capabilities!.add).toBeUndefined();
        expect(ports!.every((port) => port.hostPort === undefined)).toBe(true);
      }
      for (const volume of pod.volumes!) {
        expect(["emptyDir", "secret"]).toContain(Object.keys(volume).find((key) => key !== "name"));
      }
      expect(JSON.stringify(objects)).not.toMatch(/"privileged":true|hostPath|hostPort/);
      const labels = objects[0]!.metadata.labels;
      for (const mode of ["enforce", "warn", "audit"]) {
        expect(labels[`pod-security.kubernetes.io/${mode}`]).toBe("restricted");
      }
    }),
  );
});

test("every pod is denied both ways unless a rule says otherwise, and no rule is for everybody", () => {
  fc.assert(
    fc.property(plans, (objects) => {
      const policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
      const [deny, ...allow] = [...policies].sort(
        (a, b) => Number(b.metadata.name === "default-deny") - Number(a.metadata.name === "default-deny"),
      );
      expect(deny!["spec"]).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
      for (const { metadata, ...policy } of allow) {
        const spec = at<PolicySpec>(policy, "spec");
        const rules = [
          ...(spec.ingress ?? []).map((rule) => ({ peers: rule.from ?? [], ports: rule.ports })),
          ...(spec.egress ?? []).map((rule) => ({ peers: rule.to ?? [], ports: rule.ports })),
        ];
        expect(rules.length, metadata.name).toBeGreaterThan(0);
        for (const { peers, ports } of rules) {
          expect(peers.length, metadata.name).toBeGreaterThan(0);
          expect(ports.length, metadata.name).toBeGreaterThan(0);
          for (const { namespaceSelector, ipBlock } of peers) {
            const chosen = namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] ?? ipBlock?.cidr;
            expect(chosen, metadata.name).toMatch(/\S/);
          }
        }
        // A policy that only adds must not name a direction that it has no rule for, nor fail to name one that it has.
        const directions = [spec.ingress && "Ingress", spec.egress && "Egress"].filter(Boolean);
        expect(spec.policyTypes, metadata.name).toEqual(directions);
      }
    }),
  );
});

test("where the platform has no place that a cluster could reach, the plugin host is shut, not open", () => {
  const names = plan("enterprise", { kind: "addresses", cidrs: [], gatewayPort: 443 })
    .filter(({ kind }) => kind === "NetworkPolicy")
    .map(({ metadata }) => metadata.name);
  expect(names).toEqual(["default-deny", "allow-dns"]);
});

test("the role reads by name and may change nothing, and only the tenant's own account has it", () => {
  fc.assert(
    fc.property(plans, (objects) => {
      for (const rule of at<readonly V1PolicyRule[]>(theOne(objects, "Role"), "rules")) {
        expect(rule.verbs).toEqual(["get"]);
        expect(rule.resourceNames!.length).toBe(1);
        expect(JSON.stringify(rule)).not.toContain("*");
      }
      const binding = theOne(objects, "RoleBinding");
      expect(at(binding, "roleRef", "kind")).toBe("Role");
      expect(binding["subjects"]).toEqual([
        {
          kind: "ServiceAccount",
          name: theOne(objects, "ServiceAccount").metadata.name,
          namespace: objects[0]!.metadata.name,
        },
      ]);
    }),
  );
});

test("replicas are stated exactly where no autoscaler sees to them", () => {
  fc.assert(
    fc.property(plans, (objects) => {
      const hasScaler = objects.some(({ kind }) => kind === "HorizontalPodAutoscaler");
      expect("replicas" in (theOne(objects, "Deployment")["spec"] as object)).toBe(!hasScaler);
    }),
  );
});
