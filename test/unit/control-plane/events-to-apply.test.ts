import fc from "fast-check";
import { expect, test } from "vitest";
import type { WebsiteEvent } from "#domain/contracts/index.ts";
import { eventsToApply } from "../../../control-plane/services/website-events/events-to-apply.ts";

const event: WebsiteEvent = { type: "hostnames-changed", hostnames: [], at: "2026-01-01T00:00:00Z" };
const batch = (sequences: readonly number[]) => sequences.map((sequence) => ({ sequence, event }));

test("whatever is delivered in whatever order, what is applied goes on without gap or repeat", () => {
  const deliveries = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 }));
  fc.assert(
    fc.property(deliveries, (batches) => {
      const applied: number[] = [];
      for (const sequences of batches) {
        const fresh = eventsToApply(applied.length, batch(sequences));
        applied.push(...fresh.map(({ sequence }) => sequence));
      }
      expect(applied).toEqual(applied.map((_, index) => index + 1));
    }),
  );
});

test("a sender that goes on from its receipt gets everything applied", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 10 }));
  fc.assert(
    fc.property(sizes, ([total, size]) => {
      let stored = 0;
      for (let calls = 0; stored < total && calls <= total; calls += 1) {
        const next = Array.from({ length: size }, (_, index) => stored + index + 1);
        stored += eventsToApply(stored, batch(next.filter((sequence) => sequence <= total))).length;
      }
      expect(stored).toBe(total);
    }),
  );
});
