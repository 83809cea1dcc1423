import { expect, test } from "vitest";
import { ProviderUnavailable, type TenantProvider } from "#control-plane/drivers/provider/index.ts";
import { startCuttingProxy, type Cut } from "../support/cutting-proxy.ts";
import { makeTenant } from "../support/tenants.ts";
import { never, type ProviderSetting } from "./setting.ts";

const timeoutMs = 1_000;
/** More calls than any driver makes. */
const callsMax = 400;

/** Whichever call of a making, or of a taking away, the server fails at, or whose answer is lost: the next one completes it. */
export function testCutCalls(setting: ProviderSetting): void {
  for (const [how, cut] of [
    ["that breaks off before any of its calls", { when: "unsent" }],
    ["that breaks off after any of its calls", { when: "answer-lost" }],
  ] as const) {
    test(`a making ${how} is completed by the next`, () => eachCall((call) => cutMaking(setting, { call, ...cut })));
    test(`a taking away ${how} is completed by the next`, () =>
      eachCall((call) => cutRemoval(setting, { call, ...cut })));
  }

  const busily = async (once: (cut: Cut) => Promise<boolean>) => {
    for (const answer of Object.values(setting.harness.wire!.busy)) {
      await eachCall((call) => once({ call, when: "answered", answer }));
    }
  };
  test("a making, any of whose calls the server is too busy for, is completed by the next", () =>
    busily((cut) => cutMaking(setting, cut)));
  test("a taking away, any of whose calls the server is too busy for, is completed by the next", () =>
    busily((cut) => cutRemoval(setting, cut)));
}

/** Cuts each call in turn, until there is none left to cut. */
async function eachCall(once: (call: number) => Promise<boolean>): Promise<void> {
  let call = 1;
  while (call <= callsMax && (await once(call))) call += 1;
  expect(call).toBeGreaterThan(1);
  expect(call).toBeLessThan(callsMax);
}

async function cutMaking(setting: ProviderSetting, cut: Cut): Promise<boolean> {
  const tenant = makeTenant();
  const hasCut = await withCut(setting, cut, (provider) => provider.ensure(tenant, never));
  await setting.provider.ensure(tenant, never);
  await setting.expectWhole(tenant);
  return hasCut;
}

async function cutRemoval(setting: ProviderSetting, cut: Cut): Promise<boolean> {
  const tenant = makeTenant();
  await setting.provider.ensure(tenant, never);
  await setting.harness.leaveMark(tenant);
  const hasCut = await withCut(setting, cut, (provider) => provider.remove(tenant.tenantId, never));
  await setting.provider.remove(tenant.tenantId, never);
  await setting.expectGone(tenant.tenantId);
  return hasCut;
}

/** Runs `work` against a driver whose wire breaks. @returns whether it came to break */
async function withCut(
  { harness }: ProviderSetting,
  cut: Cut,
  work: (provider: TenantProvider) => Promise<unknown>,
): Promise<boolean> {
  const wire = harness.wire!;
  const proxy = await startCuttingProxy(wire, cut);
  const interrupted = wire.connect(proxy.port, timeoutMs);
  try {
    const error = await work(interrupted).then(
      () => null,
      (error: unknown) => error,
    );
    if (error !== null) expect(error).toBeInstanceOf(ProviderUnavailable);
    return proxy.hasCut;
  } finally {
    await interrupted.close?.();
    await proxy.close();
  }
}
