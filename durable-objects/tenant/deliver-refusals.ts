import type { Assertion } from "#domain/contracts/index.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import type { RefusalStore } from "./refusal-store.ts";

/**
 * Tells the control plane of what was refused, oldest first, until nothing waits; it logs each attempt once.
 * Throws when it did not take one: the alarm tries again, and nothing is forgotten.
 */
export async function deliverRefusals(
  bindings: ControlPlaneBindings,
  tenantId: string,
  refusals: Pick<RefusalStore, "oldest" | "acknowledge">,
  timeoutMs = 10_000,
): Promise<void> {
  const assertion: Assertion = { kind: "tenant", tenantId };
  const path = `/internal/tenants/${tenantId}/refusals`;
  for (let waiting = refusals.oldest(); waiting !== null; waiting = refusals.oldest()) {
    const response = await callControlPlane(bindings, assertion, path, { body: waiting.attempt, timeoutMs });
    await response.body?.cancel();
    // A tenant that is gone has no log.
    if (!response.ok && response.status !== 404) {
      throw new Error(`the control plane answered ${response.status} to a refusal of ${tenantId}`);
    }
    refusals.acknowledge(waiting);
  }
}
