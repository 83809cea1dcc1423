import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetWebsites } from "#control-plane/reconcilers/index.ts";
import { sweepUploads } from "#control-plane/services/uploads/index.ts";
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

test("uploads and rows of websites that were deleted a month ago are forgotten, and no others", async () => {
  const services = await startServices(started);
  const { tenantId } = await makeActiveTenant(services);
  const [old, young, living] = [randomUUID(), randomUUID(), randomUUID()];
  await query(
    `insert into platform.websites (website_id, tenant_id, name, status, hostnames, created_at, updated_at)
      select id, $1, 'x', status, '{}', now(), now() - make_interval(days => days)
        from unnest($2::uuid[], array['deleted', 'deleted', 'active'], array[32, 28, 90]) as given (id, status, days)`,
    [tenantId, [old, young, living]],
  );
  await query(
    `insert into platform.uploads (upload_id, tenant_id, website_id, status, file_name, bytes, details, media_id, is_replacement, created_by, created_at,
        updated_at, expires_at, cleared_at)
      select gen_random_uuid(), $1, id, 'ready', 'x', 1, '{}', 'x', false, '{}', now(), now(), now(), now() from unnest($2::uuid[]) as id`,
    [tenantId, [old, young, living]],
  );
  await query(
    `with made as (
      insert into platform.imports (import_id, tenant_id, website_id, format, status, dry_run, fetch_media, file_name, file_bytes, file_sha256, created_at, updated_at)
        select id, $1, id, 'archive', 'activated', false, true, 'x', 1, repeat('0', 64), now(), now() from unnest($2::uuid[]) as id returning import_id
    ) insert into platform.import_drafts (import_id, document_id, document) select import_id, 'x', '{}' from made`,
    [tenantId, [old, young, living]],
  );
  const [schema] = await query<{ name: string; database: string }>(
    `select s.name, d.name as database from platform.tenant_schemas s join platform.tenant_databases d on d.number = s.database_number
      where s.tenant_id = $1`,
    [tenantId],
  );
  const own = new pg.Client(
    Object.assign(new URL(started.postgres.url), { pathname: `/${schema!.database}` }).toString(),
  );
  await own.connect();
  await own.query(`set search_path to "${schema!.name}"`);
  await own.query(
    `insert into records (website_id, kind, record_id, value, version, updated_by)
      select id, 'term', 'x', '{}', 1, '{}' from unnest($1::uuid[]) as id`,
    [[old, young, living]],
  );

  const uploads = { database: started.database, buckets: null, now: () => Date.now(), log: () => {} };
  expect(await sweepUploads(uploads)).toBe(false);
  const sweeping = { ...services, resyncSeconds: 3_600 };
  expect(await forgetWebsites(sweeping, AbortSignal.timeout(10_000))).toBe(1);
  expect(await forgetWebsites(sweeping, AbortSignal.timeout(10_000))).toBe(0);
  const kept = [young, living].toSorted();
  const idsIn = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted();
  expect(idsIn(await query("select website_id as id from platform.uploads"))).toEqual(kept);
  expect(idsIn(await query("select import_id as id from platform.import_drafts"))).toEqual(kept);
  expect(idsIn((await own.query("select website_id as id from records")).rows)).toEqual(kept);
  await own.end();
  await services.close();
});

test("a tenant whose tables cannot be reached keeps nobody else's deleted websites from being forgotten", async () => {
  const services = await startServices(started);
  const [away, other] = [await makeActiveTenant(services), await makeActiveTenant(services)];
  await query(
    `insert into platform.websites (website_id, tenant_id, name, status, hostnames, created_at, updated_at)
      select gen_random_uuid(), id, 'x', 'deleted', '{}', now(), now() - make_interval(days => days)
        from unnest($1::uuid[], array[50, 40]) as given (id, days)`,
    [[away.tenantId, other.tenantId]],
  );
  const [schema] = await query<{ name: string }>("select name from platform.tenant_schemas where tenant_id = $1", [
    away.tenantId,
  ]);
  const databases: typeof services.databases = {
    ...services.databases,
    async forgetWebsites(of, ids) {
      if (of.name === schema!.name) throw new Error("away");
      await services.databases.forgetWebsites(of, ids);
    },
  };
  const sweeping = { ...services, databases, resyncSeconds: 3_600 };
  await expect(forgetWebsites(sweeping, AbortSignal.timeout(10_000))).rejects.toThrow("away");
  const left = await query(
    "select tenant_id as id from platform.websites where forgotten_at is null and status = 'deleted' and tenant_id = any($1)",
    [[away.tenantId, other.tenantId]],
  );
  expect(left).toEqual([{ id: away.tenantId }]);
  expect(await forgetWebsites({ ...sweeping, databases: services.databases }, AbortSignal.timeout(10_000))).toBe(1);
  await services.close();
});

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
