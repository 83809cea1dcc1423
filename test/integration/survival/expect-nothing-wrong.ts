import { expect } from "vitest";
import type { Recorded } from "./record-while.ts";

/** Reads went on, nothing failed but what was under way, and every visitor saw one register. */
export function expectNothingWrong({ verdict, history }: Recorded, kills: number): void {
  expect(verdict.violations).toEqual([]);
  expect(history.disturbances).toHaveLength(kills);
  expect(verdict.counts.served).toBeGreaterThan(500);
  expect(verdict.counts.swapsUnknown + verdict.counts.swapsRefused).toBe(0);
}
