import { beforeEach, describe, expect, test } from "vitest";
import { migrate } from "#durable-objects/support/migrate.ts";
import { acknowledgeable, drainOutbox, Outbox, type OutboxEntry } from "#durable-objects/support/outbox.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { sqliteStorage } from "#test/unit/content/sqlite-storage.ts";

let outbox: Outbox;
beforeEach(() => {
  const sql = sqliteStorage();
  migrate(sql, websiteMigrations);
  outbox = new Outbox(sql);
});

/** A receiver that stores what it has not seen. */
class Receiver {
  readonly stored: string[] = [];
  sequence = 0;
  receive(batch: readonly OutboxEntry[]): Promise<number> {
    for (const { sequence, body } of batch) {
      if (sequence <= this.sequence) continue;
      this.stored.push(body);
      this.sequence = sequence;
    }
    return Promise.resolve(this.sequence);
  }
}

describe("the outbox", () => {
  test("delivers all events in order and batch by batch", async () => {
    const bodies = Array.from({ length: 25 }, (_, index) => `event ${index}`);
    for (const body of bodies) outbox.append(body);
    const receiver = new Receiver();
    expect(await drainOutbox(outbox, (batch) => receiver.receive(batch), 10)).toBe(25);
    expect(receiver.stored).toEqual(bodies);
    expect(outbox.peek(10)).toEqual([]);
  });

  test("delivers again what was sent but not acknowledged, under the same sequence", async () => {
    outbox.append("one");
    const receiver = new Receiver();
    const crash = drainOutbox(outbox, async (batch) => {
      await receiver.receive(batch);
      throw new Error("connection lost");
    });
    await expect(crash).rejects.toThrow("connection lost");
    outbox.append("two");
    await drainOutbox(outbox, (batch) => receiver.receive(batch));
    expect(receiver.stored).toEqual(["one", "two"]);
  });

  test("never uses a sequence twice, not even once all before are gone", () => {
    const first = outbox.append("one");
    outbox.acknowledge(first);
    expect(outbox.append("two")).toBe(first + 1);
  });

  test("keeps events that a receipt covers but nobody was sent", () => {
    const sent = [
      { sequence: 4, body: "" },
      { sequence: 5, body: "" },
    ];
    expect(acknowledgeable(sent, 900)).toBe(5);
    expect(acknowledgeable(sent, 4)).toBe(4);
    expect(acknowledgeable(sent, 3)).toBeNull();
  });

  test("gives up, for the caller to try later, where the receiver stores nothing", async () => {
    outbox.append("one");
    await expect(drainOutbox(outbox, () => Promise.resolve(0))).rejects.toThrow("stored none of the events from 1 on");
    expect(outbox.peek(1)).toHaveLength(1);
  });
});
