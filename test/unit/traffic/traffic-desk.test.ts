import { describe, expect, test } from "vitest";
import { TrafficDesk } from "#durable-objects/website/traffic-desk.ts";

const batch = (sequence: number, isolateId = "a") => ({ isolateId, sequence, hours: [] });

describe("the desk of a state process", () => {
  test("has the object told of a batch until it is known to be on disk", () => {
    const desk = new TrafficDesk();
    expect(desk.isNews(batch(1))).toBe(true);
    expect(desk.receiptOf(batch(1))).toBeNull();
    desk.keep({ isolateId: "a", durable: 1 });
    expect(desk.isNews(batch(1))).toBe(false);
    expect(desk.receiptOf(batch(1))).toEqual({ isolateId: "a", durable: 1 });
    expect(desk.isNews(batch(2))).toBe(true);
  });

  test("keeps the latest of receipts that come out of order, and a refusal for ever", () => {
    const desk = new TrafficDesk();
    desk.keep({ isolateId: "a", durable: 2 });
    desk.keep({ isolateId: "a", durable: 1 });
    expect(desk.receiptOf(batch(2))).toEqual({ isolateId: "a", durable: 2 });
    desk.keep({ isolateId: "a", forgotten: true });
    desk.keep({ isolateId: "a", durable: 3 });
    expect(desk.receiptOf(batch(3))).toEqual({ isolateId: "a", forgotten: true });
    expect(desk.isNews(batch(3))).toBe(false);
  });

  test("forgets the oldest receipts when it is full, which costs no more than to ask again", () => {
    const desk = new TrafficDesk(2);
    for (const isolateId of ["a", "b", "c"]) desk.keep({ isolateId, durable: 1 });
    expect(desk.isNews(batch(1, "a"))).toBe(true);
    expect(desk.isNews(batch(1, "c"))).toBe(false);
  });
});
