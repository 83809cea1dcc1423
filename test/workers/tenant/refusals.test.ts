import { describe, expect, test } from "vitest";
import { refusedAttemptSchema, type RefusedAttempt } from "#domain/contracts/index.ts";
import { deliverRefusals } from "#durable-objects/tenant/deliver-refusals.ts";
import { RefusalStore } from "#durable-objects/tenant/refusal-store.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { valueOf } from "#test/workers/website/site.ts";
import { attempt, inTenant, tenantStub } from "./tenant.ts";

/** A control plane that logs what it is sent, and answers as each test says. */
function controlPlane(statusOf: (attempt: RefusedAttempt, times: number) => number) {
  const sent: RefusedAttempt[] = [];
  const urls: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    urls.push(url);
    sent.push(refusedAttemptSchema.parse(JSON.parse(init.body as string)));
    return new Response(null, { status: statusOf(sent.at(-1)!, sent.length) });
  };
  return { sent, urls, bindings: { CONTROL_PLANE: { fetch }, CONTROL_PLANE_SECRET: "s".repeat(32) } };
}

async function withStore(
  run: (store: RefusalStore, tenantId: string, state: DurableObjectState) => Promise<void>,
  max?: number,
) {
  const tenantId = crypto.randomUUID();
  const stub = tenantStub(tenantId);
  valueOf(await stub.applyState(activeState(tenantId)));
  await inTenant(stub, (state) => run(new RefusalStore(state.storage.sql, max), tenantId, state));
}

describe("refused attempts", () => {
  test("are delivered in order, each once however often it is reported", () =>
    withStore(async (store, tenantId) => {
      const attempts = [attempt(), attempt(), attempt()];
      for (const each of [...attempts, ...attempts]) store.append(each);
      const { sent, urls, bindings } = controlPlane(() => 204);
      await deliverRefusals(bindings, tenantId, store);
      expect(sent).toEqual(attempts);
      expect(urls[0]).toBe(`http://control-plane/internal/tenants/${tenantId}/refusals`);
      await deliverRefusals(bindings, tenantId, store);
      expect(sent).toHaveLength(3);
    }));

  test("wait while the control plane does not take them, and none is lost", () =>
    withStore(async (store, tenantId, { storage }) => {
      const attempts = [attempt(), attempt(), attempt()];
      for (const each of attempts) store.append(each);
      const failing = controlPlane((_, times) => (times === 2 ? 503 : 204));
      await expect(deliverRefusals(failing.bindings, tenantId, store)).rejects.toThrow("503");
      const working = controlPlane(() => 204);
      await deliverRefusals(working.bindings, tenantId, new RefusalStore(storage.sql));
      expect(working.sent).toEqual(attempts.slice(1));
    }));

  test("are dropped and counted beyond a bound, the oldest first", () =>
    withStore(async (store, tenantId) => {
      const attempts = Array.from({ length: 8 }, () => attempt());
      for (const each of attempts) store.append(each);
      const { sent, bindings } = controlPlane(() => 204);
      await deliverRefusals(bindings, tenantId, store);
      expect([sent, store.dropped]).toEqual([attempts.slice(3), 3]);
    }, 5));

  test("are told of a hundred at a time, so that nobody keeps the object's other deadlines waiting", () =>
    withStore(async (store, tenantId) => {
      const attempts = Array.from({ length: 150 }, () => attempt());
      for (const each of attempts) store.append(each);
      const { sent, bindings } = controlPlane(() => 204);
      expect([await deliverRefusals(bindings, tenantId, store), sent.length]).toEqual([true, 100]);
      expect([await deliverRefusals(bindings, tenantId, store), sent.length]).toEqual([false, 150]);
      expect(sent).toEqual(attempts);
    }));

  test("of a tenant that nobody knows are kept nowhere", async () => {
    const stub = tenantStub(crypto.randomUUID());
    await stub.reportRefusal(attempt());
    const tables = await inTenant(stub, ({ storage }) => storage.sql.exec("SELECT name FROM sqlite_schema").toArray());
    expect(tables).toEqual([]);
  });
});
