import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { tenantLeaseMs } from "#domain/contracts/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { failureOf, valueOf } from "#test/workers/website/site.ts";
import { tenantStub } from "./tenant.ts";

function newTenant() {
  const tenantId = crypto.randomUUID();
  return { tenantId, stub: tenantStub(tenantId) };
}

describe("a tenant's object", () => {
  test("knows no tenant before it was told of one", async () => {
    const { stub } = newTenant();
    expect(failureOf(await stub.lease()).code).toBe("tenant-not-found");
    const registered = await stub.registerWebsite({ websiteId: crypto.randomUUID() });
    expect(failureOf(registered).code).toBe("tenant-not-found");
    await evictDurableObject(stub as never);
    expect(failureOf(await stub.lease()).code).toBe("tenant-not-found");
  });

  test("lends the newest state, in whatever order states came, after a restart too", async () => {
    const { tenantId, stub } = newTenant();
    for (const version of [2, 5, 3, 5, 4]) {
      valueOf(await stub.applyState(activeState(tenantId, { version, revocationEpoch: version })));
    }
    const lease = { state: activeState(tenantId, { version: 5, revocationEpoch: 5 }), durationMs: tenantLeaseMs };
    expect(valueOf(await stub.lease())).toEqual(lease);
    await evictDurableObject(stub as never);
    expect(valueOf(await stub.lease())).toEqual(lease);
    expect(valueOf(await stub.applyState(activeState(tenantId, { version: 4 })))).toEqual({ version: 5 });
  });

  test("takes no other tenant's state", async () => {
    const { stub } = newTenant();
    expect(failureOf(await stub.applyState(activeState(crypto.randomUUID()))).code).toBe("tenant-not-found");
  });

  test("takes on websites while it is active, and the first while it is being provisioned", async () => {
    const { tenantId, stub } = newTenant();
    const websiteId = crypto.randomUUID();
    for (const [version, status] of (["suspended", "deprovisioning", "deleted"] as const).entries()) {
      valueOf(await stub.applyState(activeState(tenantId, { version: version + 1, status })));
      expect(failureOf(await stub.registerWebsite({ websiteId })).code).toBe("tenant-inactive");
    }
    valueOf(await stub.applyState(activeState(tenantId, { version: 8, status: "provisioning" })));
    expect(valueOf(await stub.registerWebsite({ websiteId })).version).toBe(8);
    valueOf(await stub.applyState(activeState(tenantId, { version: 9 })));
    expect(valueOf(await stub.registerWebsite({ websiteId })).version).toBe(9);
    expect(valueOf(await stub.registerWebsite({ websiteId })).version).toBe(9);
  });
});
