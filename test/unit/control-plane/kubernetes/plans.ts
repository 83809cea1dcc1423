import fc from "fast-check";
import { planTenant, type Manifest, type PlatformPlace } from "#control-plane/drivers/kubernetes/objects/index.ts";
import { tierSchema, type Tier } from "#domain/tenant/index.ts";

const pluginHost = {
  image: "registry.example/plugin-host:1.0.0",
  gatewayUrl: "http://gateway.hotswap.svc:8790",
};
export const inCluster: PlatformPlace = { kind: "namespace", namespace: "hotswap", gatewayPort: 8790 };

export function plan(tier: Tier, place: PlatformPlace = inCluster, tenantId = "01890000-0000-7000-8000-000000000001") {
  return planTenant({ tenantId, tier }, "secret-key", { place, pluginHost }).flat();
}

export function theOne(objects: readonly Manifest[], kind: string): Manifest {
  const [found, ...more] = objects.filter((object) => object.kind === kind);
  if (found === undefined || more.length > 0) throw new Error(`not one ${kind}`);
  return found;
}

const places: fc.Arbitrary<PlatformPlace> = fc.oneof(
  fc.record({
    kind: fc.constant("namespace" as const),
    namespace: fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/),
    gatewayPort: fc.integer({ min: 1, max: 65_535 }),
  }),
  fc.record({
    kind: fc.constant("addresses" as const),
    cidrs: fc.array(
      fc.ipV4().map((address) => `${address}/32`),
      { maxLength: 3 },
    ),
    gatewayPort: fc.integer({ min: 1, max: 65_535 }),
  }),
);

/** Any plan that the driver may make. */
export const plans: fc.Arbitrary<readonly Manifest[]> = fc
  .tuple(fc.constantFrom(...tierSchema.options), places, fc.uuid())
  .map(([tier, place, tenantId]) => plan(tier, place, tenantId));

/** `250m`, `2`, `128Mi` as a number, for cpu in cores and for memory in bytes. */
export function amountOf(quantity: string): number {
  const units: Readonly<Record<string, number>> = { "": 1, m: 0.001, Mi: 2 ** 20, Gi: 2 ** 30 };
  const match = /^(\d+)(m|Mi|Gi|)$/.exec(quantity);
  if (match === null) throw new Error(`not a quantity that we write: ${quantity}`);
  return Number(match[1]) * units[match[2]!]!;
}
