import { expect } from "vitest";
import type { TenantPage, TenantProvider, TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { ProviderHarness } from "./harness.ts";

/** The signal of a call that nobody gives up. */
export const never = new AbortController().signal;

/** What the guarantees are tried on: the driver with its server, once they have been started. */
export class ProviderSetting {
  #harness: ProviderHarness | null = null;

  async start(makeHarness: () => Promise<ProviderHarness>): Promise<void> {
    this.#harness = await makeHarness();
  }

  async stop(): Promise<void> {
    await this.harness.provider.close?.();
    await this.harness.stop();
  }

  get harness(): ProviderHarness {
    if (this.#harness === null) throw new Error("the driver's server has not been started");
    return this.#harness;
  }
  get provider(): TenantProvider {
    return this.harness.provider;
  }

  /** As it ought to be, and of use to its tenant. */
  async expectWhole(tenant: TenantResources): Promise<void> {
    expect(await this.provider.compare(tenant, never)).toEqual([]);
    await this.harness.leaveMark(tenant);
    expect(await this.harness.findMark(tenant)).toBe(true);
  }

  async expectGone(tenantId: string): Promise<void> {
    expect(await this.provider.remains(tenantId, never)).toEqual([]);
  }

  /** All pages, as far as they end. */
  async listAll(): Promise<string[]> {
    const listed: string[] = [];
    for (let after: string | null = null, pages = 0; pages === 0 || after !== null; pages += 1) {
      const page: TenantPage = await this.provider.list(after, never);
      listed.push(...page.tenantIds);
      after = page.next;
      expect(pages).toBeLessThan(1_000);
    }
    return listed;
  }
}
