import type { Assertion } from "#domain/contracts/index.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import type { RefusalStore } from "./refusal-store.ts";

export const refusalDeadline = "deliver-refusals";

/** So many are told of in one run: other deadlines of the object have their turn between two. */
const perRunMax = 100;

/**
 * Tells the control plane of what was refused, oldest first; it logs each attempt once.
 * Throws when it did not take one: the alarm tries again, and nothing is forgotten.
 *
 * @returns whether some still wait, for another run
 */
export async function deliverRefusals(
  bindings: ControlPlaneBindings,
  tenantId: string,
  refusals: Pick<RefusalStore, "oldest" | "acknowledge">,
  timeoutMs = 10_000,
): Promise<boolean> {
  const assertion: Assertion = { kind: "tenant", tenantId };
  const path = `/internal/tenants/${tenantId}/refusals`;
  for (let told = 0; told < perRunMax; told++) {
    const waiting = refusals.oldest();
    if (waiting === null) return false;
    const response = await callControlPlane(bindings, assertion, path, { body: waiting.attempt, timeoutMs });
    await response.body?.cancel();
    // A tenant that is gone has no log.
    if (!response.ok && response.status !== 404) {
      throw new Error(`the control plane answered ${response.status} to a refusal of ${tenantId}`);
    }
    refusals.acknowledge(waiting);
  }
  return refusals.oldest() !== null;
}
