import { readFileSync } from "node:fs";
import type { TenantState } from "#domain/contracts/index.ts";
import { signEdgeAssertion } from "#control-plane/drivers/edge/sign-edge-assertion.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { localFetch, type Platform } from "#supervisor/index.ts";
import { eventually } from "./eventually.ts";
import { activeState } from "./tenant-states.ts";

/**
 * Tells a platform of a tenant's state, as its control plane would: for platforms without one. The demo tenant, at work, unless told.
 * A state that the object has already, or a newer one, changes nothing.
 */
export async function admitTenant(
  { urls, directory }: Pick<Platform, "urls" | "directory">,
  state: TenantState = activeState(demoTenantId),
): Promise<void> {
  const secret = readFileSync(directory.controlPlaneSecret, "utf8").trim();
  const { origin } = new URL(urls.api);
  await eventually("the tenant is admitted", async () => {
    const token = await signEdgeAssertion({ kind: "tenant-state", tenantId: state.tenantId }, secret, Date.now());
    const response = await localFetch(`${origin}/_hotswap/tenants/${state.tenantId}/state`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify(state),
    });
    const text = await response.text();
    if (response.status < 500 && response.status !== 200) throw new Error(`${response.status}: ${text}`);
    return response.status === 200 ? true : null;
  });
}

/** Resolves once the control plane has told the platform of the demo tenant. */
export async function untilAdmitted({ urls, token }: Pick<Platform, "urls" | "token">): Promise<void> {
  await eventually(
    "the control plane has admitted the demo tenant",
    async () => {
      const headers = { Authorization: `Bearer ${token}`, "X-Tenant-ID": demoTenantId };
      const response = await localFetch(`${urls.api}/blobs/${"0".repeat(64)}`, { headers });
      const { type } = (await response.json()) as { type: string };
      return type === "urn:hotswap:problem:blob-not-found";
    },
    60_000,
  );
}
