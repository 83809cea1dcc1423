import type {
  ContentAnswer,
  ContentInput,
  ContentVerbName,
  TenantEvent,
  WriteSettingsInput,
} from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, type Result } from "#domain/errors/index.ts";
import type { TenantSettings } from "#domain/tenant/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { answered } from "#durable-objects/support/index.ts";
import { Turns } from "#durable-objects/support/turns.ts";
import { websiteOf } from "#durable-objects/support/placement.ts";
import {
  contentVerbs,
  deliverAll,
  filesOf,
  namedFiles,
  syncMoved,
  valueOf,
  type ContentContext,
  type MovedList,
} from "./content/index.ts";
import { TenantDatabase, type DatabaseBindings } from "./database/index.ts";
import { deliverEvents } from "./settings/deliver-events.ts";
import { readSettings } from "./settings/read-settings.ts";
import { writeSettings, type WriteFailure } from "./settings/write-settings.ts";

const describeMsMax = 2_000;

/** Alarms that see to what was committed and not delivered. */
export interface TenantDataEffects {
  /** Before anything that has to be delivered is committed. */
  expect(): void;
  /** The same for what the audit log is told of, and soon after it. */
  expectEvents(): void;
  eventsWritten(): void;
  /** Once something could not be delivered. */
  again(): void;
}

/** What a Tenant object does with its tenant's own tables. */
export class TenantData {
  readonly #env: ObjectBindings;
  readonly #effects: TenantDataEffects;
  readonly #turns = new Turns();
  #database: TenantDatabase | null = null;

  constructor(env: ObjectBindings, effects: TenantDataEffects) {
    this.#env = env;
    this.#effects = effects;
  }

  async readSettings(tenantId: string): Promise<Result<TenantSettings, "tenant-unavailable">> {
    const database = this.#databaseOf(tenantId);
    return database === null ? notConfigured : readSettings(database);
  }

  async writeSettings(tenantId: string, input: WriteSettingsInput): Promise<Result<TenantSettings, WriteFailure>> {
    const database = this.#databaseOf(tenantId);
    return database === null ? notConfigured : writeSettings(database, input);
  }

  /** Whether the website says so. One that cannot be asked is taken to be there. */
  async isDeleted(websiteId: string): Promise<boolean> {
    const described = await answered(websiteOf(this.#env, websiteId).describe(), describeMsMax).catch(() => null);
    if (described === null) return false;
    return described.ok ? described.value.status === "deleted" : described.failure.code === "website-deleted";
  }

  async content<Name extends ContentVerbName>(
    tenantId: string,
    verb: Name,
    input: ContentInput<Name>,
  ): Promise<ContentAnswer<Name>> {
    const database = this.#databaseOf(tenantId);
    if (database === null) return notConfigured;
    let hasEvents = false;
    const expectEvents = () => {
      hasEvents = true;
      this.#effects.expectEvents();
    };
    const answer = await contentVerbs[verb].run({ ...this.#contentContext(database), expectEvents }, input);
    // Once the website has been told: no write of the object's own stands before that.
    if (hasEvents) this.#effects.eventsWritten();
    return answer;
  }

  /** Those of these files that media of these websites name. Throws when the database is away; without one there are none. */
  async namedFiles(
    tenantId: string,
    digests: readonly Digest[],
    websiteIds: readonly string[],
  ): Promise<readonly Digest[]> {
    const database = this.#databaseOf(tenantId);
    if (database === null) return [];
    return valueOf(await database.repeatable((tables) => namedFiles(tables, digests, websiteIds)));
  }

  /** Gives all files that the website's media name or named, some at a time. Throws likewise. */
  async eachFileOf(tenantId: string, websiteId: string, take: (digests: readonly Digest[]) => void): Promise<void> {
    const database = this.#databaseOf(tenantId);
    if (database === null) return;
    for (let after: string | undefined = ""; after !== undefined;) {
      const page = { websiteId, after };
      const digests: readonly Digest[] = valueOf(await database.repeatable((tables) => filesOf(tables, page)));
      if (digests.length > 0) take(digests);
      after = digests.at(-1);
    }
  }

  /** Tells websites what they are to publish. Throws when some, or the database, are away: it is to be done again. */
  async deliverPublications(tenantId: string): Promise<void> {
    const database = this.#databaseOf(tenantId);
    if (database !== null) await deliverAll(this.#contentContext(database));
  }

  /** Brings the tenant's tables up to the websites that have moved. Throws likewise. @returns whether some have moved again */
  async syncContent(tenantId: string, moved: MovedList): Promise<boolean> {
    const database = this.#databaseOf(tenantId);
    if (database === null) return false;
    await syncMoved(this.#contentContext(database), moved);
    return moved.list(1).length > 0;
  }

  #contentContext(database: TenantDatabase): ContentContext {
    const { expect, expectEvents, again } = this.#effects;
    return {
      database,
      now: () => Date.now(),
      website: (websiteId) => websiteOf(this.#env, websiteId),
      expectPublications: expect,
      expectEvents,
      deliverAgain: again,
      turn: (name, work) => this.#turns.run(name, work),
      takeTurn: (name) => this.#turns.take(name),
    };
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
