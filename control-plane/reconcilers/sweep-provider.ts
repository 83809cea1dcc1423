import { inArray, sql } from "drizzle-orm";
import { reconcilers, tenants } from "#migrations/schema/index.ts";
import type { SweptName } from "#domain/provisioning/index.ts";
import { providerOf } from "../provisioning/index.ts";
import { findTenant } from "../services/tenants/index.ts";
import type { ReconcilerServices } from "./context.ts";
import { leftWebsites, type Sweepable } from "./left-websites.ts";
import { reportDrift } from "./report-drift.ts";

const removeMsMax = 60_000;
/** What was begun a week ago and never ended has been given up. */
const staleMs = 7 * 24 * 3_600_000;

export interface Swept {
  /** Deleted tenants of whom something was there still, and is gone now. */
  readonly removed: number;
  /** Tenants of whom something is there, and who are not known here. */
  readonly strangers: number;
  /** Uploads and the like that were begun and never ended. */
  readonly stale: number;
}

/**
 * Looks through all that a provider has of anybody. What is left of tenants that were deleted is taken away and reported. What belongs to
 * nobody who is known here is counted and left alone: another platform, or the one whose backup this is, may share the provider.
 */
export async function sweepProvider(
  services: ReconcilerServices,
  name: SweptName,
  signal: AbortSignal,
): Promise<Swept> {
  const provider = name === "websites" ? leftWebsites(services) : providerOf(services, name)!;
  const stale = (await provider.sweep?.(Date.now() - staleMs, signal)) ?? 0;
  const strangers = new Set<string>();
  let removed = 0;
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page = await provider.list(after, signal);
    const known = await statusesOf(services, page.tenantIds);
    for (const tenantId of page.tenantIds) {
      const status = known.get(tenantId);
      if (status === undefined) strangers.add(tenantId);
      if (status === "deleted" && (await removeLeftovers(services, name, provider, tenantId, signal))) removed += 1;
    }
    after = page.next;
  }
  await note(services, name, strangers.size);
  return { removed, strangers: strangers.size, stale };
}

async function statusesOf({ database }: ReconcilerServices, tenantIds: readonly string[]) {
  if (tenantIds.length === 0) return new Map<string, string>();
  const rows = await database
    .select({ tenantId: tenants.tenantId, status: tenants.status })
    .from(tenants)
    .where(inArray(tenants.tenantId, [...tenantIds]));
  return new Map(rows.map(({ tenantId, status }) => [tenantId, status as string]));
}

/** Nobody else works on the tenant meanwhile. @returns whether something was there */
async function removeLeftovers(
  services: ReconcilerServices,
  name: SweptName,
  provider: Sweepable,
  tenantId: string,
  signal: AbortSignal,
): Promise<boolean> {
  const locked = await services.databases.tryTenantLock(tenantId, async () => {
    const found = await findTenant(services.owner, tenantId);
    if (!found.ok || found.value.status !== "deleted") return false;
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(removeMsMax)]);
    const left = await provider.remains(tenantId, bounded);
    if (left.length === 0) return false;
    await provider.remove(tenantId, bounded);
    const drifts = left.map((what) => ({ what: `It was there though the tenant was deleted: ${what}` }));
    await reportDrift(services, name, tenantId, drifts);
    return true;
  });
  return locked?.value ?? false;
}

async function note({ database }: ReconcilerServices, provider: SweptName, strangers: number): Promise<void> {
  const swept = { strangers, sweptAt: sql`now()` };
  await database
    .insert(reconcilers)
    .values({ provider, lastRunAt: sql`now()`, ...swept })
    .onConflictDoUpdate({ target: reconcilers.provider, set: swept });
}
