import { eq } from "drizzle-orm";
import { tenantSchemas, tenantSecrets } from "#migrations/schema/index.ts";
import { isDatabaseUnavailable } from "../../database/index.ts";
import {
  ProviderUnavailable,
  StatusClock,
  tenantIdsIn,
  untilAborted,
  type Drift,
  type TenantProvider,
} from "../../drivers/provider/index.ts";
import type { SchemaServices } from "./context.ts";
import { ensureSchema, refOf } from "./ensure-schema.ts";
import { schemaPrefix } from "./place-schema.ts";
import { removeSchema } from "./remove-schema.ts";

/** Tenants' schemas and login roles, as a provider among the others. What is called for a tenant is called while nobody else works on it. */
export function schemaProvider(services: SchemaServices): TenantProvider {
  const clock = new StatusClock();

  async function inspect(tenantId: string): Promise<readonly Drift[]> {
    const [placed] = await services.owner.select().from(tenantSchemas).where(eq(tenantSchemas.tenantId, tenantId));
    if (placed === undefined || placed.readyAt === null)
      return [{ what: `The schema of tenant ${tenantId} was missing.` }];
    if (placed.removedAt !== null) return [];
    const faults = await services.databases.inspectSchema(await refOf(services, placed));
    return faults.map((what) => ({ what }));
  }

  return {
    name: "postgres",
    ensure: ({ tenantId }, signal) =>
      toItsEnd(signal, async () => {
        const drifts = await inspect(tenantId);
        await ensureSchema(services, tenantId, { anew: drifts.length > 0 });
        return drifts;
      }),
    compare: ({ tenantId }, signal) => unlessAborted(signal, () => inspect(tenantId)),
    remove: (tenantId, signal) => toItsEnd(signal, () => removeSchema(services, tenantId)),
    remains: (tenantId, signal) =>
      unlessAborted(signal, async () => {
        const { owner, databases } = services;
        const [placed] = await owner.select().from(tenantSchemas).where(eq(tenantSchemas.tenantId, tenantId));
        const secrets = await owner.select().from(tenantSecrets).where(eq(tenantSecrets.tenantId, tenantId)).limit(1);
        const faults = placed === undefined ? [] : await databases.inspectSchema(await refOf(services, placed));
        const isThere = placed !== undefined && !faults.some((what) => what.includes(" was missing."));
        return [
          ...(isThere || (placed !== undefined && placed.removedAt === null) ? [`The schema ${placed.name}.`] : []),
          ...(secrets.length > 0 ? ["Secrets of the tenant."] : []),
        ];
      }),
    list: (_, signal) =>
      unlessAborted(signal, async () => {
        const names = await services.databases.listRoles(schemaPrefix);
        return { tenantIds: tenantIdsIn(names.map(dashed), schemaPrefix), next: null };
      }),
    async health(signal) {
      try {
        await unlessAborted(signal, () => services.databases.check());
        return clock.note("ok", null);
      } catch (error) {
        signal.throwIfAborted();
        return clock.note("unavailable", error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/** A name of ours with the dashes that an id has. */
function dashed(name: string): string {
  return name.replace(/([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Work that changes something is waited for, which its statements' own limits bound: whoever called it holds the tenant's lock, and
 * gives that to others afterwards.
 */
function toItsEnd<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return translated(signal, () => {
    signal.throwIfAborted();
    return work();
  });
}

/** What only looks goes on until its statements' own limits when the signal comes first. */
function unlessAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  return translated(signal, () => untilAborted(work(), signal));
}

async function translated<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || !isDatabaseUnavailable(error)) throw error;
    throw new ProviderUnavailable("The server of tenants' databases cannot be reached.", { cause: error });
  }
}
