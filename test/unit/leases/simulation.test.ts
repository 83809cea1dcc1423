import { describe, expect, test } from "vitest";
import { simulate } from "./simulation/simulate.ts";
import { wrongVariants } from "./simulation/variants.ts";

const worlds = 60;

describe("leases in a simulated world of crashes, delays and stepping clocks", () => {
  test(`no visitor is answered from an old release once a swap was acknowledged (${worlds} worlds)`, async () => {
    for (let seed = 1; seed <= worlds; seed++) {
      const verdict = await simulate(seed);
      expect(verdict.violations, `seed ${seed}`).toEqual([]);
      expect(verdict.counts.served).toBeGreaterThan(500);
    }
  }, 120_000);

  test.for(wrongVariants)("the judge rejects $name", { timeout: 120_000 }, async (variant) => {
    for (let seed = 1; seed <= 4 * worlds; seed++) {
      const verdict = await simulate(seed, variant);
      if (!verdict.ok) return;
    }
    expect.unreachable(`no violation in ${4 * worlds} worlds`);
  });
});
