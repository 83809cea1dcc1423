import { randomUUID } from "node:crypto";
import { connectDatabase, migrate, readMigrations, type Database } from "#control-plane/database/index.ts";
import { migrateJobs } from "#control-plane/jobs/index.ts";
import { systemActor } from "#control-plane/services/audit/index.ts";
import { createTenantInputSchema, type CreateTenantInput } from "#domain/tenant/index.ts";
import { startPostgres, type TestPostgres } from "#test/integration/control-plane/start-postgres.ts";

export interface TestDatabase {
  readonly postgres: TestPostgres;
  readonly database: Database;
  stop(): Promise<void>;
}

const migrations = new URL("../../../migrations/platform/", import.meta.url);

/** A server of its own with the platform's tables and the queue's, worked on as their owner. */
export async function startDatabase(): Promise<TestDatabase> {
  const postgres = await startPostgres();
  await migrate(postgres.url, await readMigrations(migrations));
  await migrateJobs(postgres.url);
  const database = connectDatabase(postgres.url, () => {});
  return {
    postgres,
    database,
    async stop() {
      await database.$client.end();
      await postgres.stop();
    },
  };
}

/** Nobody in particular. */
export const acting = { actor: systemActor, origin: null, forPlatform: false };

let count = 0;
/** A tenant of its own name, but for what is told. */
export function newTenant(more: Partial<CreateTenantInput> = {}): CreateTenantInput {
  count += 1;
  return createTenantInputSchema.parse({
    tenantId: randomUUID(),
    name: `Tenant ${count}`,
    subdomain: `shop-${count}-x`,
    ...more,
  });
}
