import { and, eq, gt, inArray, like, lt, ne, sql } from "drizzle-orm";
import type { Page } from "#domain/contracts/index.ts";
import { tenantSecrets, websites } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { EdgeUnavailable, type EdgeResult } from "../../drivers/edge/index.ts";
import type { EnvironmentServices } from "./context.ts";
import { variablePrefix, versionOf } from "./variable-secret.ts";

/** For so long a value is kept that nothing names: longer than a website keeps a release, or a change, that nothing else does. */
const keptDays = 9;
/** An object that cannot be reached keeps the tenant's values for another day. */
const patienceMs = 2_000;

/**
 * Removes the values of secrets that no website of their tenant names any more: in no release, change or copy that it keeps. Where a
 * website cannot be asked nothing of its tenant is removed.
 *
 * @returns how many were removed
 */
export async function sweepVariables(services: EnvironmentServices, signal: AbortSignal): Promise<number> {
  let removed = 0;
  for (let after: string | null = null; ;) {
    const tenantId = await nextTenant(services.database, after);
    if (tenantId === null) return removed;
    after = tenantId;
    signal.throwIfAborted();
    removed += await sweepTenant(services, tenantId, signal);
  }
}

const isOld = and(
  like(tenantSecrets.name, `${variablePrefix}%`),
  lt(tenantSecrets.updatedAt, sql`now() - make_interval(days => ${keptDays})`),
);

async function nextTenant(database: Database, after: string | null): Promise<string | null> {
  const [row] = await database
    .select({ tenantId: tenantSecrets.tenantId })
    .from(tenantSecrets)
    .where(after === null ? isOld : and(isOld, gt(tenantSecrets.tenantId, after)))
    .orderBy(tenantSecrets.tenantId)
    .limit(1);
  return row?.tenantId ?? null;
}

async function sweepTenant(
  { database, edge }: EnvironmentServices,
  tenantId: string,
  signal: AbortSignal,
): Promise<number> {
  const old = await database
    .select({ name: tenantSecrets.name })
    .from(tenantSecrets)
    .where(and(isOld, eq(tenantSecrets.tenantId, tenantId)));
  const unnamed = new Set(old.map(({ name }) => name));
  const all = await websitesOf({ database, edge }, tenantId, signal);
  if (all === null) return 0;
  for (const websiteId of all) {
    const named = await namedBy(edge, { websiteId, tenantId }, signal);
    if (named === null) return 0;
    for (const name of unnamed) if (named.has(versionOf(name))) unnamed.delete(name);
    if (unnamed.size === 0) return 0;
  }
  await database
    .delete(tenantSecrets)
    .where(and(eq(tenantSecrets.tenantId, tenantId), inArray(tenantSecrets.name, [...unnamed])));
  return unnamed.size;
}

/** All that either the edge or the platform knows of; null where it cannot be told. */
async function websitesOf(
  { database, edge }: Pick<EnvironmentServices, "database" | "edge">,
  tenantId: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const rows = await database
    .select({ websiteId: websites.websiteId })
    .from(websites)
    .where(and(eq(websites.tenantId, tenantId), ne(websites.status, "deleted")));
  const ids = new Set(rows.map(({ websiteId }) => websiteId));
  for (let cursor: string | null = null; ;) {
    const page: Page<string> | null = await unlessAway(() =>
      edge.listWebsites(tenantId, cursor, { patienceMs, signal }),
    );
    if (page === null) return null;
    for (const websiteId of page.items) ids.add(websiteId);
    cursor = page.cursor;
    if (cursor === null) return ids;
  }
}

/** Null where it cannot be told, as of a website that is known here and not there. */
async function namedBy(
  edge: EnvironmentServices["edge"],
  website: { readonly websiteId: string; readonly tenantId: string },
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const versions = await unlessAway(() => edge.listSecretVersions(website, { patienceMs, signal }));
  return versions === null ? null : new Set(versions);
}

async function unlessAway<Value>(ask: () => Promise<EdgeResult<Value>>): Promise<Value | null> {
  try {
    const found = await ask();
    return found.ok ? found.value : null;
  } catch (error) {
    if (error instanceof EdgeUnavailable) return null;
    throw error;
  }
}
