import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { AlarmScheduler } from "#durable-objects/support/alarm-scheduler.ts";
import { retryDelayMs, retryMsMax } from "#durable-objects/support/deadline.ts";
import type { Sql } from "#durable-objects/support/sql.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import { websiteMigrations } from "#migrations/objects/website/index.ts";
import { sqliteStorage } from "#test/unit/content/sqlite-storage.ts";

/** The one alarm of an object. */
class Alarm {
  atMs: number | null = null;
  /** The time for which it rings just now. */
  ringing: number | null = null;
  /** How often it was written. */
  writes = 0;
  /** As the runtime does: set to the time for which it rings, whatever it was set to between, it would not ring again. */
  get willRing(): boolean {
    return this.atMs !== null && this.atMs !== this.ringing;
  }
  getAlarm(): Promise<number | null> {
    return Promise.resolve(this.atMs);
  }
  /** What has passed is taken for now. */
  setAlarm(atMs: number): Promise<void> {
    this.atMs = Math.max(atMs, nowMs);
    this.writes += 1;
    return Promise.resolve();
  }
  deleteAlarm(): Promise<void> {
    this.atMs = null;
    return Promise.resolve();
  }
}

let nowMs: number;
const now = () => nowMs;

let alarm: Alarm;
let sql: Sql;
let scheduler: AlarmScheduler;
const ran: string[] = [];
const note = (name: string) => () => void ran.push(name);

beforeEach(() => {
  ran.length = 0;
  nowMs = 0;
  alarm = new Alarm();
  sql = sqliteStorage(new DatabaseSync(":memory:"));
  migrate(sql, websiteMigrations);
  scheduler = new AlarmScheduler(sql, alarm, now);
});

describe("the alarm", () => {
  test("rings at the earliest deadline, of a name's several times at the earliest too", () => {
    scheduler.schedule("sweep", 500);
    scheduler.schedule("outbox", 300);
    scheduler.schedule("outbox", 400);
    expect(alarm.atMs).toBe(300);
    scheduler.schedule("sweep", 200);
    expect(alarm.atMs).toBe(200);
    scheduler.cancel("sweep");
    expect(alarm.atMs).toBe(300);
    scheduler.cancel("outbox");
    expect(alarm.atMs).toBeNull();
  });

  test.each([499, 500 - 3_600_000])("that rings before its time by the clock (%i) rings again", async (atMs) => {
    nowMs = atMs;
    scheduler.schedule("sweep", 500);
    alarm.ringing = 500;
    await scheduler.runDue(nowMs, { sweep: note("sweep") });
    expect([ran, alarm.willRing]).toEqual([[], true]);
    expect(alarm.atMs).toBe(501);
  });

  test.each([500, 300])("that is set within its run to the moment of it (by %i) rings again", async (atMs) => {
    scheduler.schedule("sweep", 500);
    alarm.ringing = 500;
    nowMs = 500;
    await scheduler.runDue(nowMs, { sweep: () => scheduler.schedule("outbox", atMs) });
    expect([alarm.atMs, alarm.willRing]).toEqual([501, true]);
  });

  test("that an object was started by is not set to its own time either", async () => {
    scheduler.schedule("sweep", 500);
    const started = new AlarmScheduler(sql, alarm, now);
    nowMs = 499;
    await started.recover(nowMs);
    alarm.ringing = 500;
    await started.runDue(nowMs, {});
    expect(alarm.willRing).toBe(true);
  });

  test("that was lost is set anew by whatever is written next, and is then given time to ring", () => {
    scheduler.schedule("sweep", 500);
    alarm.atMs = 90_000;
    nowMs = 5_500;
    scheduler.schedule("outbox", 6_000);
    expect(alarm.atMs).toBe(90_000);
    nowMs = 5_501;
    scheduler.schedule("outbox", 5_900);
    expect(alarm.atMs).toBe(5_502);
    const { writes } = alarm;
    scheduler.schedule("outbox", 5_800);
    expect(alarm.writes).toBe(writes);
  });

  test.each([null, 501])("that was lost or is late (%s) is set again by an object that starts", async (atMs) => {
    scheduler.schedule("sweep", 500);
    alarm.atMs = atMs;
    await new AlarmScheduler(sql, alarm, now).recover(0);
    expect(alarm.atMs).toBe(500);
  });

  test("that will ring is not written by an object that starts, which may have no room to", async () => {
    scheduler.schedule("sweep", 500);
    const { writes } = alarm;
    await new AlarmScheduler(sql, alarm, now).recover(0);
    // Set for a time that had passed, it was set to the moment of the setting.
    alarm.atMs = 900;
    await new AlarmScheduler(sql, alarm, now).recover(1_000);
    expect(alarm.writes).toBe(writes);
  });
});

describe("running what is due", () => {
  test("runs each due deadline once, the longest overdue first, and leaves the others", async () => {
    scheduler.schedule("b", 200);
    scheduler.schedule("a", 100);
    scheduler.schedule("later", 900);
    const report = await scheduler.runDue(200, { a: note("a"), b: note("b"), later: note("later") });
    expect(report).toEqual({ succeeded: ["a", "b"], failed: [] });
    expect(ran).toEqual(["a", "b"]);
    expect(alarm.atMs).toBe(900);
    await scheduler.runDue(300, { a: note("a"), b: note("b") });
    expect(ran).toEqual(["a", "b"]);
  });

  test("tries a failed one again after a growing wait and does not stop the others", async () => {
    const error = new Error("refused");
    const handlers = { bad: () => Promise.reject(error), good: note("good") };
    scheduler.schedule("bad", 100);
    scheduler.schedule("good", 110);
    const first = await scheduler.runDue(200, handlers);
    expect(first).toEqual({ succeeded: ["good"], failed: [{ name: "bad", error, retryAtMs: 1_200 }] });
    expect(alarm.atMs).toBe(1_200);
    await scheduler.runDue(1_200, handlers);
    expect(alarm.atMs).toBe(3_200);
    await scheduler.runDue(3_200, { bad: note("bad") });
    expect(alarm.atMs).toBeNull();
    expect(scheduler.deadlines()).toEqual([]);
  });

  test("does not spin when a failing handler asks to run at once", async () => {
    scheduler.schedule("bad", 100);
    const bad = () => {
      scheduler.schedule("bad", 100);
      throw new Error("refused");
    };
    await scheduler.runDue(200, { bad });
    expect(alarm.atMs).toBe(1_200);
  });

  test("keeps what the handler asked for while it ran, be it later than a retry would be", async () => {
    scheduler.schedule("sweep", 100);
    await scheduler.runDue(200, { sweep: () => scheduler.schedule("sweep", 90_000) });
    expect(alarm.atMs).toBe(90_000);
    expect(scheduler.deadlines()).toEqual([{ name: "sweep", atMs: 90_000, retryAtMs: null, attempts: 0 }]);
  });

  test("does not run what a handler before it cancelled", async () => {
    scheduler.schedule("a", 100);
    scheduler.schedule("b", 150);
    await scheduler.runDue(200, { a: () => scheduler.cancel("b"), b: note("b") });
    expect(ran).toEqual([]);
  });

  test("is followed by a retry where the object crashes in a handler", async () => {
    scheduler.schedule("a", 100);
    scheduler.schedule("b", 150);
    void scheduler.runDue(200, { a: () => new Promise(() => undefined), b: note("b") });
    const restarted = new AlarmScheduler(sql, alarm, now);
    await restarted.recover(200);
    expect(alarm.atMs).toBe(150);
    await restarted.runDue(1_300, { a: note("a"), b: note("b") });
    expect(ran.toSorted()).toEqual(["a", "b"]);
    expect(alarm.atMs).toBeNull();
  });

  test("keeps a deadline that this version of the code has no handler for, without spinning", async () => {
    scheduler.schedule("toString", 100);
    const report = await scheduler.runDue(200, {});
    expect(report.failed).toHaveLength(1);
    expect(alarm.atMs).toBe(1_200);
  });

  test("waits longer and longer, up to five minutes", () => {
    expect([1, 2, 3, 9, 10, 1_000].map(retryDelayMs)).toEqual([1_000, 2_000, 4_000, 256_000, retryMsMax, retryMsMax]);
  });
});
