/**
 * How long it takes to create tenants with their schemas, and to migrate all of them:
 * `npm run x node -- test/load/measure-tenants.ts [1000]`
 */
import type { Migration } from "#control-plane/database/index.ts";
import { migrateSchemas } from "#control-plane/services/tenant-schemas/index.ts";
import { makeActiveTenant, newTenant, startDatabase, startServices } from "#test/integration/tenants/start-database.ts";

const tenants = Number(process.argv[2] ?? 1_000);
const atATime = 8;

const started = await startDatabase();
const services = await startServices(started);
try {
  const durationsMs: number[] = [];
  const waiting = Array.from({ length: tenants }, () => newTenant()).values();
  const createdMs = await measure(async () => {
    const work = async () => {
      for (const input of waiting)
        durationsMs.push(await measure(async () => void (await makeActiveTenant(services, input))));
    };
    await Promise.all(Array.from({ length: atATime }, work));
  });
  durationsMs.sort((a, b) => a - b);
  const quantile = (share: number) => durationsMs[Math.floor(durationsMs.length * share)]!.toFixed(0);
  console.log(
    `${tenants} tenants created, ${atATime} at a time: ${seconds(createdMs)}; p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`,
  );

  const next: Migration = {
    name: "9999-measured",
    sql: Array.from(
      { length: 10 },
      (_, index) => `create table measured_${index} (id uuid primary key, body jsonb)`,
    ).join(";"),
    sha256: "0".repeat(64),
  };
  const migrating = { ...services, tenantMigrations: [...services.tenantMigrations, next] };
  let migrated = 0;
  const migratedMs = await measure(async () => {
    ({ migrated } = await migrateSchemas(migrating, new AbortController().signal));
  });
  console.log(`${migrated} tenants' schemas migrated by ten tables: ${seconds(migratedMs)}`);
} finally {
  await services.close();
  await started.stop();
}

async function measure(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
