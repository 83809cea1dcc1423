import { evictDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, test } from "vitest";
import type { TenantWord, WebsiteRpc } from "#domain/contracts/index.ts";
import type { TenantStatus } from "#domain/tenant/index.ts";
import { tellWebsites } from "#durable-objects/tenant/tell-websites.ts";
import { TenantStore } from "#durable-objects/tenant/tenant-store.ts";
import { eventually } from "#test/support/eventually.ts";
import { activeState } from "#test/support/tenant-states.ts";
import {
  createSite,
  failureOf,
  runDeadline,
  stubOf,
  valueOf,
  websiteInput,
  withContext,
} from "#test/workers/website/site.ts";
import { inTenant, runTenantDeadline, tenantStub, type TenantStub } from "./tenant.ts";

let tenantId: string;
let tenant: TenantStub;
let version: number;
beforeEach(async () => {
  tenantId = crypto.randomUUID();
  tenant = tenantStub(tenantId);
  version = 0;
  await become("active");
});

async function become(status: TenantStatus): Promise<void> {
  version += 1;
  valueOf(await tenant.applyState(activeState(tenantId, { version, status })));
}

async function newSite() {
  const input = await websiteInput({ tenantId });
  valueOf(await tenant.registerWebsite(input));
  return createSite(input);
}

async function served(websiteId: string): Promise<string> {
  return valueOf(await stubOf(websiteId).lease({ durationMs: 20 })).state.status;
}

describe("suspending a tenant", () => {
  test("closes each of its websites before it is answered, and activating opens them", async () => {
    const sites = await Promise.all([newSite(), newSite(), newSite()]);
    const all = () => Promise.all(sites.map(({ input }) => served(input.websiteId)));
    await become("suspended");
    expect(await all()).toEqual(["suspended", "suspended", "suspended"]);
    await become("active");
    expect(await all()).toEqual(["active", "active", "active"]);
  });

  test("leaves websites their own status: closed by their owner, they stay so", async () => {
    const [open, closed] = [await newSite(), await newSite()];
    valueOf(await closed.stub.setStatus("maintenance"));
    await become("suspended");
    expect([await served(open.input.websiteId), await served(closed.input.websiteId)]).toEqual([
      "suspended",
      "suspended",
    ]);
    expect((await closed.describe()).status).toBe("maintenance");
    await become("active");
    expect([await served(open.input.websiteId), await served(closed.input.websiteId)]).toEqual([
      "active",
      "maintenance",
    ]);
  });

  test("stays in force when objects start anew", async () => {
    const { input, stub } = await newSite();
    await become("suspended");
    await evictDurableObject(stub);
    expect(await served(input.websiteId)).toBe("suspended");
  });

  test("closes sockets, and lets none be opened", async () => {
    const { stub } = await newSite();
    const open = () => stub.fetch("http://website/_hotswap/live", { headers: { Upgrade: "websocket" } });
    const socket = (await open()).webSocket!;
    const closed = new Promise<number>((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
    socket.accept();
    await become("suspended");
    expect(await closed).toBe(1001);
    expect((await open()).status).toBe(503);
    await become("active");
    const again = await open();
    expect(again.status).toBe(101);
    again.webSocket!.accept();
    again.webSocket!.close(1000);
  });

  test("finds a website that is created meanwhile: it is not served, whichever comes first", async () => {
    const input = await websiteInput({ tenantId });
    valueOf(await tenant.registerWebsite(input));
    await become("suspended");
    await createSite(input);
    expect(await served(input.websiteId)).toBe("suspended");
    await become("active");
    expect(await served(input.websiteId)).toBe("active");
  });

  test("and creations at the same moment leave no served website, in thirty tenants", async () => {
    const race = async (): Promise<boolean> => {
      const input = await websiteInput();
      const own = tenantStub(input.tenantId);
      valueOf(await own.applyState(activeState(input.tenantId)));
      const creation = (async () => {
        const registered = await own.registerWebsite(input);
        if (registered.ok) valueOf(await stubOf(input.websiteId).create(input));
        return registered.ok;
      })();
      const suspended = activeState(input.tenantId, { version: 2, status: "suspended" });
      const [created] = await Promise.all([creation, own.applyState(suspended)]);
      if (created) expect(await served(input.websiteId)).toBe("suspended");
      return created;
    };
    await Promise.all(Array.from({ length: 30 }, race));
  });

  test("means nothing to a website of another tenant that was put on the list", async () => {
    const other = await createSite();
    valueOf(await tenant.registerWebsite({ websiteId: other.input.websiteId }));
    await become("suspended");
    expect(await served(other.input.websiteId)).toBe("active");
  });

  test("forgets websites that are deleted", async () => {
    const { stub } = await newSite();
    valueOf(await stub.setStatus("deleted"));
    await become("suspended");
    expect(await inTenant(tenant, ({ storage }) => storage.sql.exec("SELECT * FROM websites").toArray())).toEqual([]);
  });

  test("reaches websites from before tenants had lists, once these have joined by alarm", async () => {
    const { input, stub } = await createSite({ tenantId });
    await become("suspended");
    expect(await served(input.websiteId)).toBe("active");
    // As the migration leaves it.
    await withContext(stub, {}, ({ alarms }) => alarms.schedule("join-tenant", 1));
    await runDeadline(stub, "join-tenant");
    await runTenantDeadline(tenant, "tell-websites");
    // The runtime may have come first with the alarm, and be about it still.
    await eventually("it is closed", async () => (await served(input.websiteId)) === "suspended");
  });
});

describe("a telling that is interrupted", () => {
  type Told = Record<string, boolean>;
  /** Over the tenant's own list, with websites that fail as the test says. */
  function tell(told: Told, fails: (websiteId: string, times: number) => boolean, state: DurableObjectState) {
    let times = 0;
    const website = (websiteId: string): Pick<WebsiteRpc, "heedTenant"> => ({
      async heedTenant({ isOpen }: TenantWord) {
        times += 1;
        if (fails(websiteId, times)) throw new Error("killed");
        told[websiteId] = isOpen;
        return { ok: true, value: { isDeleted: false } };
      },
    });
    return tellWebsites(new TenantStore(state.storage.sql), { website });
  }

  test("at any website goes on with those that are left, and tells each in the end", async () => {
    const websiteIds = Array.from({ length: 150 }, () => crypto.randomUUID()).toSorted();
    for (const websiteId of websiteIds) valueOf(await tenant.registerWebsite({ websiteId }));
    await inTenant(tenant, async (state) => {
      const store = new TenantStore(state.storage.sql);
      store.apply(activeState(tenantId, { version: 2, status: "suspended" }));
      const told: Told = {};
      await expect(tell(told, (_, times) => times % 3 === 0, state)).rejects.toThrow("50 websites");
      expect(Object.keys(told)).toHaveLength(100);
      const again: Told = {};
      await tell(again, () => false, state);
      expect(Object.keys(again)).toHaveLength(50);
      expect(Object.keys({ ...told, ...again }).toSorted()).toEqual(websiteIds);
      const nobody: Told = {};
      await tell(nobody, () => false, state);
      expect(nobody).toEqual({});
    });
  });

  test("by a crash right after the state was written is gone on with by the alarm", async () => {
    const { input } = await newSite();
    // What `applyState` commits, without what follows.
    await inTenant(tenant, ({ storage }) => {
      new TenantStore(storage.sql).apply(activeState(tenantId, { version: 2, status: "suspended" }));
      storage.sql.exec("INSERT INTO deadlines (name, at_ms) VALUES ('tell-websites', 1)");
    });
    await evictDurableObject(tenant as never);
    await runTenantDeadline(tenant, "tell-websites");
    expect(await served(input.websiteId)).toBe("suspended");
    expect(failureOf(await tenant.registerWebsite({ websiteId: crypto.randomUUID() })).code).toBe("tenant-inactive");
  });

  test("by a newer word tells that to all of them", async () => {
    const websiteIds = Array.from({ length: 100 }, () => crypto.randomUUID());
    for (const websiteId of websiteIds) valueOf(await tenant.registerWebsite({ websiteId }));
    await inTenant(tenant, async ({ storage }) => {
      const store = new TenantStore(storage.sql);
      store.apply(activeState(tenantId, { version: 2, status: "suspended" }));
      const told: Told = {};
      let times = 0;
      const website = (websiteId: string): Pick<WebsiteRpc, "heedTenant"> => ({
        async heedTenant({ isOpen }) {
          times += 1;
          if (times === 80) store.apply(activeState(tenantId, { version: 3 }));
          told[websiteId] = isOpen;
          return { ok: true, value: { isDeleted: false } };
        },
      });
      await tellWebsites(store, { website });
      expect(Object.values(told)).toEqual(Array(100).fill(true));
    });
  });
});
