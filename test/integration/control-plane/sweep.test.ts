import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepIdentity } from "#control-plane/identity/index.ts";
import {
  makeActiveTenant,
  startDatabase,
  startServices,
  type TestDatabase,
} from "#test/integration/tenants/start-database.ts";

let started: TestDatabase;
beforeAll(async () => {
  started = await startDatabase();
});
afterAll(() => started.stop());

const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
  (await started.database.$client.query<Row>(text, [...values])).rows;

test("reports and what was told of attempts are removed once they are old, and not before", async () => {
  const services = await startServices(started);
  const { tenantId } = await makeActiveTenant(services);
  await services.close();
  await query("delete from platform.provisioning_events");
  await query(
    `insert into platform.refused_attempts (tenant_id, attempt_id, received_at)
      select $1, gen_random_uuid(), now() - make_interval(days => days) from unnest(array[6, 8]) as days`,
    [tenantId],
  );
  await query(
    `insert into platform.drift_reports (tenant_id, provider, found_at, what)
      select $1, 'redis', now() - make_interval(days => days), array['x'] from unnest(array[89, 92]) as days`,
    [tenantId],
  );
  const eventAt = (days: number) => JSON.stringify({ at: new Date(Date.now() - days * 86_400_000).toISOString() });
  await query("insert into platform.provisioning_events (tenant_id, sequence, event) values ($1, 1, $2), ($1, 2, $3)", [
    tenantId,
    eventAt(92),
    eventAt(89),
  ]);
  expect(await sweepIdentity(started.database)).toBe(false);
  const left = await query(
    `select (select array_agg(now()::date - received_at::date) from platform.refused_attempts) as attempts,
      (select array_agg(now()::date - found_at::date) from platform.drift_reports) as drifts,
      (select array_agg(sequence::int) from platform.provisioning_events) as events`,
  );
  expect(left).toEqual([{ attempts: [6], drifts: [89], events: [2] }]);
});
