import { runInDurableObject } from "cloudflare:test";
import type { RefusedAttempt, TenantRpc } from "#domain/contracts/index.ts";
import { bindings } from "#test/workers/website/site.ts";

export type TenantStub = DurableObjectStub & TenantRpc;

export function tenantStub(tenantId: string): TenantStub {
  return bindings.TENANTS.get(bindings.TENANTS.idFromName(tenantId)) as unknown as TenantStub;
}

/** Lets the object's alarm ring now, for the deadline of this name. */
export async function runTenantDeadline(stub: TenantStub, name: string): Promise<void> {
  // Without a moment in between, in which the runtime's own alarm could begin with it.
  await runInDurableObject<never, void>(stub as never, async (object, { storage }) => {
    storage.sql.exec("UPDATE deadlines SET at_ms = 1, retry_at_ms = NULL WHERE name = ?", name);
    await (object as unknown as { alarm(): Promise<void> }).alarm();
  });
}

export function inTenant<Value>(stub: TenantStub, run: (state: DurableObjectState) => Value | Promise<Value>) {
  return runInDurableObject<never, Value>(stub as never, (_, state) => run(state));
}

export function attempt(given: Partial<RefusedAttempt> = {}): RefusedAttempt {
  return {
    attemptId: crypto.randomUUID(),
    at: new Date().toISOString(),
    actor: crypto.randomUUID(),
    impersonatedBy: null,
    actorTenantId: crypto.randomUUID(),
    method: "GET",
    route: "/websites/:websiteId",
    reason: "The website is another tenant's.",
    requestId: "r",
    address: "192.0.2.1",
    ...given,
  };
}
