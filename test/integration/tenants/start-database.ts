import { randomUUID } from "node:crypto";
import {
  connectDatabase,
  migrate,
  readMigrations,
  withTransaction,
  type Database,
} from "#control-plane/database/index.ts";
import { migrateJobs } from "#control-plane/jobs/index.ts";
import { systemActor } from "#control-plane/services/audit/index.ts";
import { postgresTenantDatabases } from "#control-plane/drivers/tenant-databases/index.ts";
import { Metrics } from "#control-plane/metrics/index.ts";
import type { TenantEdge } from "#control-plane/drivers/edge/index.ts";
import { parseMasterKeys } from "#control-plane/services/secrets/index.ts";
import { provisionTenant, type ProvisioningServices } from "#control-plane/provisioning/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import type { TenantState } from "#domain/contracts/index.ts";
import { createTenantInputSchema, type CreateTenantInput, type Tenant } from "#domain/tenant/index.ts";
import { masterKeys } from "#test/integration/control-plane/start-control-plane.ts";
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

/** An edge that takes every state, and tells what it has. */
function obligingEdge(): TenantEdge & { readonly states: Map<string, TenantState> } {
  const states = new Map<string, TenantState>();
  return {
    states,
    async putTenantState(state) {
      const newest = (states.get(state.tenantId)?.version ?? 0) < state.version ? state : states.get(state.tenantId)!;
      states.set(state.tenantId, newest);
      return { ok: true, value: { version: newest.version } };
    },
  };
}

/** The tenants' services on this server, with another database after so many schemas. */
export async function startServices(
  { postgres, database }: TestDatabase,
  more: Partial<ProvisioningServices> = {},
): Promise<ProvisioningServices & { close(): Promise<void> }> {
  const databases = postgresTenantDatabases(postgres.url, () => {});
  return {
    database,
    owner: database,
    databases,
    edge: obligingEdge(),
    log: () => {},
    masterKeys: parseMasterKeys(masterKeys),
    tenantMigrations: await readMigrations(new URL("../../../migrations/tenant/", import.meta.url)),
    schemasPerDatabase: 1_000,
    graceSeconds: 0,
    metrics: new Metrics(),
    providers: new Map(),
    websites: {
      ensureWebsiteExists: async () => ({ ok: true, value: undefined }),
      describeWebsite: async () => ({ ok: false, failure: { code: "website-not-found", detail: "There is none." } }),
      ensureWebsiteFollows: async () => ({ ok: true, value: undefined }),
      listWebsites: async () => ({ ok: true, value: { items: [], cursor: null } }),
      ensureWebsiteDeleted: async () => ({ ok: true, value: undefined }),
    },
    firstWebsite: null,
    inviteOwner: async () => {},
    stepTriesMax: 8,
    close: () => databases.close(),
    ...more,
  };
}

/** A tenant with all that it needs. */
export async function makeActiveTenant(services: ProvisioningServices, input = newTenant()): Promise<Tenant> {
  const created = await withTransaction(services.database, (transaction) => createTenant(transaction, input, acting));
  if (!created.ok) throw new Error(created.failure.detail);
  const provisioned = await provisionTenant(services, created.value.tenantId);
  if (!provisioned.ok) throw new Error(provisioned.failure.detail);
  return provisioned.value.tenant;
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
