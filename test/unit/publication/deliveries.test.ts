import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { AlarmScheduler } from "#durable-objects/support/alarm-scheduler.ts";
import { migrate } from "#durable-objects/support/migrate.ts";
import {
  PublicationDeliveries,
  publishDeadline,
  publishLaterDeadline,
} from "#durable-objects/tenant/publication-deliveries.ts";
import { tenantMigrations } from "#migrations/objects/tenant.ts";
import { sqliteStorage } from "#test/unit/content/sqlite-storage.ts";

const noAlarm = {
  getAlarm: () => Promise.resolve(null),
  setAlarm: () => Promise.resolve(),
  deleteAlarm: () => Promise.resolve(),
};

test("what a crash left undelivered is looked for within two minutes, however steadily other things are decided", async () => {
  const sql = sqliteStorage(new DatabaseSync(":memory:"));
  migrate(sql, tenantMigrations);
  const alarms = new AlarmScheduler(sql, noAlarm, () => 0);
  const deliveries = new PublicationDeliveries(alarms);
  const looks: number[] = [];
  for (let nowMs = 0; nowMs <= 120_000; nowMs += 10_000) {
    const look = () => void looks.push(nowMs);
    await alarms.runDue(nowMs, { [publishDeadline]: look, [publishLaterDeadline]: look });
    deliveries.expect(nowMs);
  }
  expect(looks).not.toEqual([]);
});
