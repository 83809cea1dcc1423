import { asc, eq } from "drizzle-orm";
import type { Upkeep } from "#domain/provisioning/index.ts";
import { reconciliations } from "#migrations/schema/index.ts";
import type { Database } from "../database/index.ts";

/** How each provider last found what the tenant has from it. */
export async function listUpkeep(database: Database, tenantId: string): Promise<Upkeep[]> {
  const rows = await database
    .select()
    .from(reconciliations)
    .where(eq(reconciliations.tenantId, tenantId))
    .orderBy(asc(reconciliations.provider));
  return rows.map(({ provider, checkedAt, failingSince, error }) => ({
    provider,
    checkedAt: checkedAt?.toISOString() ?? null,
    failingSince: failingSince?.toISOString() ?? null,
    error,
  }));
}
