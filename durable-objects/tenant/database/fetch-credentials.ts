import { tenantCredentialsSchema, type TenantCredentials } from "#domain/contracts/index.ts";
import { callControlPlane } from "#durable-objects/support/control-plane-client.ts";
import type { DatabaseBindings } from "./open-relay-socket.ts";

const timeoutMs = 3_000;

/** Who the tenant is in its database. Throws when the control plane is away, or has no database for the tenant (yet). */
export async function fetchCredentials(bindings: DatabaseBindings, tenantId: string): Promise<TenantCredentials> {
  const path = `/internal/tenants/${tenantId}/database`;
  const response = await callControlPlane(bindings, { kind: "tenant", tenantId }, path, { timeoutMs });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the control plane answered ${response.status} to the tenant asking for its database`);
  }
  return tenantCredentialsSchema.parse(await response.json());
}
