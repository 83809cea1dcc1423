import { expect, test } from "vitest";
import { ProviderUnavailable } from "#control-plane/drivers/provider/index.ts";
import { findFreePort, startSilentServer, startSlowProxy } from "../support/cutting-proxy.ts";
import { makeTenant } from "../support/tenants.ts";
import type { ClosableProvider } from "./harness.ts";
import { never, type ProviderSetting } from "./setting.ts";

const timeoutMs = 1_000;
const slowMs = 150;

/**
 * A server that is slow is waited for, and one that is away is said to be, in time.
 *
 * @param endsCalls whether a call that is given up ends at once
 */
export function testServerAway(setting: ProviderSetting, endsCalls: boolean): void {
  test("a server that answers slowly is waited for", async () => {
    const wire = setting.harness.wire!;
    const { port, close } = await startSlowProxy(wire, slowMs);
    const slow = wire.connect(port, timeoutMs * 5);
    const tenant = makeTenant();
    await slow.ensure(tenant, never);
    await setting.expectWhole(tenant);
    await slow.remove(tenant.tenantId, never);
    await setting.expectGone(tenant.tenantId);
    await slow.close?.();
    await close();
  });

  test("a server that nobody is at is unavailable, and said to be", async () => {
    await expectUnavailable(setting.harness.wire!.connect(await findFreePort(), timeoutMs));
  });

  test("a server that never answers is unavailable in time, and a call can be given up before", async () => {
    const wire = setting.harness.wire!;
    const silent = await startSilentServer();
    try {
      await expectUnavailable(wire.connect(silent.port, timeoutMs));
      if (!endsCalls) return;
      const patient = wire.connect(silent.port, 60_000);
      const reason = new Error("given up");
      const giving = new AbortController();
      const connected = silent.connected();
      const refused = expect(patient.ensure(makeTenant(), giving.signal)).rejects.toBe(reason);
      await connected;
      giving.abort(reason);
      await refused;
      await patient.close?.();
    } finally {
      await silent.close();
    }
  });
}

async function expectUnavailable(away: ClosableProvider): Promise<void> {
  const tenant = makeTenant();
  const calls: readonly (() => Promise<unknown>)[] = [
    () => away.ensure(tenant, never),
    () => away.compare(tenant, never),
    () => away.remove(tenant.tenantId, never),
    () => away.remains(tenant.tenantId, never),
    () => away.list(null, never),
  ];
  for (const call of calls) {
    const startedAtMs = performance.now();
    await expect(call()).rejects.toBeInstanceOf(ProviderUnavailable);
    expect(performance.now() - startedAtMs).toBeLessThan(timeoutMs * 3);
  }
  expect((await away.health(never)).status).toBe("unavailable");
  await away.close?.();
}
