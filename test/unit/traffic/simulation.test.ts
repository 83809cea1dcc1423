import { describe, expect, test } from "vitest";
import { simulate } from "./simulation/simulate.ts";
import { wrongVariants } from "./simulation/variants.ts";

const worlds = 150;

describe("traffic in a simulated world of crashes, lost and late messages and stepping clocks", () => {
  test(`is counted once: never more than was served, and less only by what kills lose (${worlds} worlds)`, async () => {
    let exact = 0;
    for (let seed = 1; seed <= worlds; seed++) {
      const verdict = await simulate(seed);
      expect(verdict.violations, `seed ${seed}`).toEqual([]);
      expect(verdict.served).toBeGreaterThan(2_000);
      expect(verdict.counted).toBeGreaterThan(verdict.served / 2);
      if (verdict.kills + verdict.dropped === 0) {
        exact++;
        expect(verdict.counted, `seed ${seed}`).toBe(verdict.served);
      }
    }
    expect(exact).toBeGreaterThan(worlds / 10);
  }, 120_000);

  test.for(wrongVariants)("the judge rejects $name", { timeout: 120_000 }, async (variant) => {
    for (let seed = 1; seed <= worlds; seed++) {
      const verdict = await simulate(seed, variant);
      if (verdict.violations.length > 0) return;
    }
    expect.unreachable(`no violation in ${worlds} worlds`);
  });
});
