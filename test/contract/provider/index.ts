import { afterAll, beforeAll, describe } from "vitest";
import { testCutCalls } from "./cut-calls.ts";
import type { ProviderHarness } from "./harness.ts";
import { testServerAway } from "./server-away.ts";
import { ProviderSetting } from "./setting.ts";
import { testTenantsApart } from "./tenants-apart.ts";
import { testUpkeep } from "./upkeep.ts";

export type { ClosableProvider, DriftKind, ProviderHarness, Trespass } from "./harness.ts";

/**
 * What every driver of a provider holds to.
 *
 * @param options.overWire false for one that reaches what it manages without a connection, as a directory
 * @param options.comesBack false for one that makes nothing anew of a tenant that was taken away
 * @param options.endsCalls false for one that ends what it has begun before it gives up
 */
export function describeProvider(
  name: string,
  makeHarness: () => Promise<ProviderHarness>,
  {
    overWire = true,
    comesBack = true,
    endsCalls = true,
  }: { readonly overWire?: boolean; readonly comesBack?: boolean; readonly endsCalls?: boolean } = {},
): void {
  describe(`${name} as a provider`, () => {
    const setting = new ProviderSetting();
    beforeAll(() => setting.start(makeHarness));
    afterAll(() => setting.stop());

    testUpkeep(setting);
    testTenantsApart(setting, comesBack);
    if (!overWire) return;
    testServerAway(setting, endsCalls);
    testCutCalls(setting);
  });
}
