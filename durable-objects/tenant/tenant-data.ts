import type {
  ContentAnswer,
  ContentInput,
  ContentVerbName,
  TenantEvent,
  WriteSettingsInput,
} from "#domain/contracts/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import type { TenantSettings } from "#domain/tenant/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { contentVerbs } from "./content/index.ts";
import { TenantDatabase, type DatabaseBindings } from "./database/index.ts";
import { deliverEvents } from "./settings/deliver-events.ts";
import { readSettings } from "./settings/read-settings.ts";
import { writeSettings, type WriteFailure } from "./settings/write-settings.ts";

/** What a Tenant object does with its tenant's own tables. */
export class TenantData {
  readonly #env: ObjectBindings;
  #database: TenantDatabase | null = null;

  constructor(env: ObjectBindings) {
    this.#env = env;
  }

  async readSettings(tenantId: string): Promise<Result<TenantSettings, "tenant-unavailable">> {
    const database = this.#databaseOf(tenantId);
    return database === null ? notConfigured : readSettings(database);
  }

  async writeSettings(tenantId: string, input: WriteSettingsInput): Promise<Result<TenantSettings, WriteFailure>> {
    const database = this.#databaseOf(tenantId);
    return database === null ? notConfigured : writeSettings(database, input);
  }

  async content<Name extends ContentVerbName>(
    tenantId: string,
    verb: Name,
    input: ContentInput<Name>,
  ): Promise<ContentAnswer<Name>> {
    const database = this.#databaseOf(tenantId);
    if (database === null) return notConfigured;
    return contentVerbs[verb].run({ database, now: () => Date.now() }, input);
  }

  /** Tells the control plane of what was done. Throws when it, or the database, is away: it is to be done again. */
  async deliverEvents(tenantId: string): Promise<void> {
    const database = this.#databaseOf(tenantId);
    const bindings = bindingsOf(this.#env);
    if (database !== null && bindings !== null) {
      await deliverEvents(database, (events) => sendEvents(bindings, tenantId, events));
    }
  }

  #databaseOf(tenantId: string): TenantDatabase | null {
    const bindings = bindingsOf(this.#env);
    if (bindings !== null) this.#database ??= new TenantDatabase(bindings, tenantId);
    return this.#database;
  }
}

function bindingsOf({ TENANT_RELAY, CONTROL_PLANE, CONTROL_PLANE_SECRET }: ObjectBindings): DatabaseBindings | null {
  if (TENANT_RELAY === undefined || CONTROL_PLANE === undefined || CONTROL_PLANE_SECRET === undefined) return null;
  return { TENANT_RELAY, CONTROL_PLANE, CONTROL_PLANE_SECRET };
}

async function sendEvents(
  bindings: ControlPlaneBindings,
  tenantId: string,
  events: readonly TenantEvent[],
): Promise<void> {
  const response = await callControlPlane(
    bindings,
    { kind: "tenant", tenantId },
    `/internal/tenants/${tenantId}/events`,
    { body: { events }, timeoutMs: 10_000 },
  );
  await response.body?.cancel();
  if (!response.ok)
    throw new Error(`the control plane answered ${response.status} to the events of tenant ${tenantId}`);
}

const notConfigured = fail("tenant-unavailable", "No database is configured for tenants.");
