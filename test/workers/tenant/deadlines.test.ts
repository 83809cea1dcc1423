import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { eventually } from "#test/support/eventually.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { valueOf } from "#test/workers/website/site.ts";
import { attempt, inTenant, runTenantDeadline, tenantStub, type TenantStub } from "./tenant.ts";

/** Binds the object to a control plane that answers so, and to a relay that is away. @returns the paths that were asked for */
async function bindControlPlane(stub: TenantStub, status: number): Promise<readonly string[]> {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(new URL(url).pathname);
    return new Response(null, { status });
  };
  const away = { fetch: () => Promise.reject(new Error("the relay is away")) };
  const bound = { CONTROL_PLANE: { fetch }, TENANT_RELAY: away, CONTROL_PLANE_SECRET: "s".repeat(32) };
  await runInDurableObject<never, void>(stub as never, (object) => {
    Object.assign((object as unknown as { env: ObjectBindings }).env, bound);
  });
  return asked;
}

async function unbindControlPlane(stub: TenantStub): Promise<void> {
  await runInDurableObject<never, void>(stub as never, (object) => {
    const { env } = object as unknown as { env: Record<string, unknown> };
    for (const name of ["CONTROL_PLANE", "TENANT_RELAY", "CONTROL_PLANE_SECRET"]) delete env[name];
  });
}

function deadlinesOf(stub: TenantStub): Promise<readonly string[]> {
  return inTenant(stub, ({ storage }) =>
    storage.sql
      .exec<{ name: string }>("SELECT name FROM deadlines")
      .toArray()
      .map(({ name }) => name),
  );
}

test("events of a tenant that is deleted are told to nobody, and are not tried again", async () => {
  const tenantId = crypto.randomUUID();
  const stub = tenantStub(tenantId);
  valueOf(await stub.applyState(activeState(tenantId)));
  const asked = await bindControlPlane(stub, 404);
  try {
    await stub.writeSettings({ expectedVersion: 0, change: {} } as never).catch(() => {});
    expect(await deadlinesOf(stub)).toContain("deliver-events-later");
    valueOf(await stub.applyState(activeState(tenantId, { version: 2, status: "deleted" })));
    const before = asked.length;
    await runTenantDeadline(stub, "deliver-events-later");
    expect(await deadlinesOf(stub)).not.toContain("deliver-events-later");
    expect(asked.length).toBe(before);
  } finally {
    await unbindControlPlane(stub);
  }
});

test("refused attempts that one run leaves are told of by the next, at once", async () => {
  const tenantId = crypto.randomUUID();
  const stub = tenantStub(tenantId);
  valueOf(await stub.applyState(activeState(tenantId)));
  const asked = await bindControlPlane(stub, 204);
  try {
    await runInDurableObject<never, void>(stub as never, async (object) => {
      const tenant = object as unknown as TenantStub;
      // All of them before any alarm can ring.
      await Promise.all(Array.from({ length: 150 }, () => tenant.reportRefusal(attempt())));
    });
    await eventually("all are told of", async () => !(await deadlinesOf(stub)).includes("deliver-refusals"));
    expect([asked.length, await deadlinesOf(stub)]).toEqual([150, ["resync-content"]]);
  } finally {
    await unbindControlPlane(stub);
  }
});

test("once a day every website that exists is looked at, whether or not it told of having moved", async () => {
  const tenantId = crypto.randomUUID();
  const stub = tenantStub(tenantId);
  valueOf(await stub.applyState(activeState(tenantId)));
  const [made, reserved] = [crypto.randomUUID(), crypto.randomUUID()];
  valueOf(await stub.registerWebsite({ websiteId: made, isCreated: true }));
  valueOf(await stub.registerWebsite({ websiteId: reserved }));
  const dueInMs = async () => {
    const query = "SELECT at_ms AS atMs FROM deadlines WHERE name = 'resync-content'";
    const [due] = await inTenant(stub, ({ storage }) => storage.sql.exec<{ atMs: number }>(query).toArray());
    return due!.atMs - Date.now();
  };
  expect(await dueInMs()).toBeLessThanOrEqual(86_400_000);
  await runTenantDeadline(stub, "resync-content");
  expect(await dueInMs()).toBeGreaterThan(43_000_000);
  const moved = await inTenant(stub, ({ storage }) =>
    storage.sql.exec("SELECT website_id FROM moved_websites").toArray(),
  );
  expect(moved).toEqual([{ website_id: made }]);
  expect(await deadlinesOf(stub)).toContain("sync-content");
});
